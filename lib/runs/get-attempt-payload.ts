import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { loadPrompt } from '@/lib/prompts/load-prompt'
import type { TeamContext } from '@/lib/teams/team-context'

export interface AttemptPayload {
  /** the request as it was sent: system, messages, parameters */
  prompt: unknown
  answer: string | null
  /** what its first turn and its repairs were filled into; null: the prompt's file is not the one it was made from */
  templates: { user: string; repair: string } | null
}

async function findTemplates({
  promptVersion,
  promptHash,
}: {
  promptVersion: string | null
  promptHash: string | null
}) {
  const prompt = promptVersion === null ? null : await loadPrompt(promptVersion).catch(() => null)
  return prompt === null || prompt.hash !== promptHash ? null : { user: prompt.user, repair: prompt.repair }
}

/** Prompt and answer of one attempt, as they were sent and received after masking. Throws `not-found`. */
export async function getAttemptPayload(ctx: TeamContext, attemptId: string): Promise<AttemptPayload> {
  const payload = await db().attemptPayload.findFirst({
    where: { attemptId, teamId: ctx.teamId },
    include: { attempt: { select: { promptVersion: true, promptHash: true } } },
  })
  if (payload === null) throw new AssayError('not-found', 'The prompt of this attempt is not kept.')
  return { prompt: payload.prompt, answer: payload.answer, templates: await findTemplates(payload.attempt) }
}
