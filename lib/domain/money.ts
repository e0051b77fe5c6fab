import { z } from 'zod'

/** Integer nano-USD; null: viewers of this team are shown no money. */
export const ShownMoney = z.number().int().nullable()
export type ShownMoney = z.infer<typeof ShownMoney>
