import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type JsonObject, type Sql, sql } from '@/lib/db/sql'
import { AttemptRecord } from '@/lib/domain/attempt'
import { MaskedKinds } from '@/lib/domain/masked-kind'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelAnswer } from '@/lib/workflows/ports'

/** What of a request is kept, secrets masked: enough to send it again. */
export const RecordedPrompt = z.object({
  system: z.string(),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), text: z.string() })),
  outputSchema: z.record(z.string(), z.json()),
  maxTokens: z.number().int(),
  secretsMasked: z.number().int(),
  maskedKinds: MaskedKinds.optional(),
  /** how long the provider asked to be left alone, when it did: a replay must not come back sooner */
  retryAfterMs: z.number().optional(),
}) satisfies z.ZodType<JsonObject>
export type RecordedPrompt = z.infer<typeof RecordedPrompt>

/** SQL, an expression: whether there may be a recorded answer. Almost always there is none, and every call asks. */
export function isRecordedSql({ teamId }: RunScope, attemptId: string): Sql {
  return sql`EXISTS (SELECT 1 FROM attempt WHERE id = ${attemptId} AND "teamId" = ${teamId})`
}

/** The answer of a call that was made and recorded before (its step was cut off later), or null. */
export async function findRecordedAnswer(run: RunScope, attemptId: string): Promise<ModelAnswer | null> {
  const row = await db().attempt.findFirst({
    where: { id: attemptId, teamId: run.teamId },
    include: { payload: true },
  })
  if (row === null || row.payload === null) return null
  const { inputTokens, outputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, payload } = row
  const { secretsMasked, retryAfterMs = null } = RecordedPrompt.parse(payload.prompt)
  const usage = { inputTokens, outputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens }
  return {
    admitted: true,
    attempt: AttemptRecord.parse({ ...row, usage, costNanoUsd: Number(row.costNanoUsd) }),
    text: payload.answer,
    retryAfterMs,
    secretsMasked,
  }
}
