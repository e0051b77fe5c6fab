import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { TeamContext } from '@/lib/teams/team-context'

export interface AttemptPayload {
  /** the request as it was sent: system, messages, parameters */
  prompt: unknown
  answer: string | null
}

/** Prompt and answer of one attempt, as they were sent and received after masking. Throws `not-found`. */
export async function getAttemptPayload(ctx: TeamContext, attemptId: string): Promise<AttemptPayload> {
  const payload = await db().attemptPayload.findFirst({ where: { attemptId, teamId: ctx.teamId } })
  if (payload === null) throw new AssayError('not-found', 'The prompt of this attempt is not kept.')
  return { prompt: payload.prompt, answer: payload.answer }
}
