import 'server-only'
import { z } from 'zod'
import type { Db, Transaction } from './db'

export const LIVE_CHANNEL = 'assay_live'

/** What open pages are told: which team's which things changed. Pages refetch; the event carries no data. */
export const LiveEvent = z.object({
  teamId: z.string(),
  topic: z.enum(['run', 'launch', 'project', 'import', 'settings', 'review', 'budget', 'finding', 'alert']),
  id: z.string(),
  projectId: z.string().optional(),
  launchId: z.string().optional(),
  /** of a run: bars of its waterfall are all that came, no figure */
  barsOnly: z.literal(true).optional(),
})
export type LiveEvent = z.infer<typeof LiveEvent>

/** Sends a live event; inside a transaction it is delivered at commit, or never. */
export async function notify(tx: Db | Transaction, event: LiveEvent): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(event)})`
}
