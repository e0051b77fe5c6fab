import { z } from 'zod'

/** One sign-in of a person that still holds; times ISO 8601 UTC. */
export const SessionRow = z.object({
  id: z.string(),
  /** "Firefox on Linux" */
  browser: z.string(),
  address: z.string().nullable(),
  startedAt: z.string(),
  expiresAt: z.string(),
  /** the one that asks */
  isThis: z.boolean(),
})
export type SessionRow = z.infer<typeof SessionRow>

export const EndSessions = z.object({ ids: z.array(z.string().min(1).max(100)).min(1).max(200) })
export type EndSessions = z.infer<typeof EndSessions>
