import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import type { JsonObject } from '@/lib/db/sql'
import type { AttemptRecord } from '@/lib/domain/attempt'
import type { AttemptOutcome } from '@/lib/domain/words'
import { notifyOfRun } from './notify-of-run'
import type { RunScope } from './run-scope'

/** Prompt and answer as they were sent and received, secrets masked. */
export interface PayloadDraft {
  prompt: JsonObject
  answer: string | null
}

function toRow(scope: RunScope, attempt: AttemptRecord, sequence: number) {
  const { usage, costNanoUsd, latencyMs, timeToFirstTokenMs, ...rest } = attempt
  return {
    ...scope,
    ...rest,
    ...usage,
    sequence,
    costNanoUsd: BigInt(costNanoUsd),
    latencyMs: latencyMs === null ? null : Math.round(latencyMs),
    timeToFirstTokenMs: timeToFirstTokenMs === null ? null : Math.round(timeToFirstTokenMs),
  }
}

/**
 * Appends an attempt, next in its try's order, with its payload when there is one. Idempotent by id: a replayed step changes nothing.
 * `replace`: the row is there from a call that was broken off, and this one is the whole account of both.
 */
export async function recordAttempt(
  tx: Db | Transaction,
  scope: RunScope,
  given: { attempt: AttemptRecord; payload?: PayloadDraft; replace?: boolean },
): Promise<void> {
  const { runId, tryNumber } = scope
  const earlier = await tx.attempt.count({ where: { runId, tryNumber, NOT: { id: given.attempt.id } } })
  const row = toRow(scope, given.attempt, earlier + 1)
  const payload =
    given.payload === undefined
      ? null
      : {
          attemptId: row.id,
          teamId: scope.teamId,
          prompt: given.payload.prompt,
          answer: given.payload.answer,
        }
  if (given.replace === true) {
    await tx.attempt.upsert({ where: { id: row.id }, create: row, update: row })
    if (payload !== null) {
      await tx.attemptPayload.upsert({ where: { attemptId: row.id }, create: payload, update: payload })
    }
  } else {
    await tx.attempt.createMany({ data: [row], skipDuplicates: true })
    if (payload !== null) await tx.attemptPayload.createMany({ data: [payload], skipDuplicates: true })
  }
  await notifyOfRun(tx, scope)
}

/** Corrects how a model call ended once its output was checked. */
export async function recordOutcome(
  tx: Db | Transaction,
  scope: RunScope,
  attemptId: string,
  outcome: AttemptOutcome,
  errorText: string | null,
): Promise<void> {
  await tx.attempt.updateMany({
    where: { id: attemptId, teamId: scope.teamId },
    data: { outcome, errorText },
  })
  await notifyOfRun(tx, scope)
}
