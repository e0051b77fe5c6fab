import { z } from 'zod'

/** A process that executes runs. Times are ISO 8601 UTC; ages are by the database's clock. */
export const WorkerRow = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.number().int(),
  version: z.string(),
  startedAt: z.string(),
  /** milliseconds since it last said that it lives */
  silentMs: z.number(),
  state: z.enum(['alive', 'silent', 'stopped']),
})
export type WorkerRow = z.infer<typeof WorkerRow>
