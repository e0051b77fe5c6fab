import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import { type JsonObject, type Sql, sql } from '@/lib/db/sql'
import { type AttemptRecord, wasNeverMade } from '@/lib/domain/attempt'
import type { AttemptOutcome } from '@/lib/domain/words'
import { storableJson } from '@/lib/format/storable'
import { notifyOfRun, thenNotify } from './notify-of-run'
import type { RunScope } from './run-scope'

/** Prompt and answer as they were sent and received, secrets masked. */
export interface PayloadDraft {
  prompt: JsonObject
  answer: string | null
}

function toRow(scope: RunScope, attempt: AttemptRecord) {
  const { usage, costNanoUsd, latencyMs, timeToFirstTokenMs, ...rest } = attempt
  return {
    ...scope,
    ...rest,
    ...usage,
    isBatch: attempt.isBatch ?? false,
    costNanoUsd,
    latencyMs: latencyMs === null ? null : Math.round(latencyMs),
    timeToFirstTokenMs: timeToFirstTokenMs === null ? null : Math.round(timeToFirstTokenMs),
  }
}

/** SQL: what the stored result had cost and taken, of an attempt that served it. One that is not stored any more saved nothing known. */
function savedSql({ teamId }: RunScope, { cacheHit, cacheKey }: AttemptRecord): Sql {
  if (!cacheHit) return sql`'{"hitSavedNanoUsd": 0, "hitSavedMs": 0}'::jsonb`
  return sql`(
    SELECT jsonb_build_object('hitSavedNanoUsd', coalesce(max("costNanoUsd"), 0), 'hitSavedMs', coalesce(max("durationMs"), 0))
    FROM cache_entry WHERE "teamId" = ${teamId} AND key = ${cacheKey})`
}

/**
 * SQL: the CTEs `attempted` and `kept`, which append an attempt, next in its try's order, with its payload when there is one.
 * What is noted already (`place."isNoted"`) is not noted again: an attempt by its id, a call that was made by its request. A
 * second call under one id, as of two workers of which one was taken for dead, gets a row of its own.
 */
export function appendedAttempt(
  scope: RunScope,
  { attempt, payload }: { attempt: AttemptRecord; payload?: PayloadDraft },
): Sql {
  const { id, requestId } = attempt
  const isCall = attempt.source === 'model' && !wasNeverMade(attempt)
  const isSame = sql`CASE WHEN id = ${id} THEN NOT ${isCall}::boolean OR "requestId" IS NOT DISTINCT FROM ${requestId}
    ELSE ${isCall}::boolean AND starts_with(id, ${`${id}.`}) AND "requestId" = ${requestId} END`
  const asked = attempt.cacheKey !== null && (attempt.cacheHit || attempt.cacheMissReason !== null)
  return sql`
    place AS (
      SELECT count(*)::int + 1 AS sequence,
        ${asked}::boolean AND NOT coalesce(bool_or("isLookup" AND "cacheKey" = ${attempt.cacheKey}), false) AS "isLookup",
        ${id} || CASE WHEN bool_or(id = ${id})
          THEN '.again-' || 1 + count(*) FILTER (WHERE starts_with(id, ${`${id}.again-`})) ELSE '' END AS id,
        coalesce(bool_or(${isSame}), false) AS "isNoted"
      FROM attempt
      WHERE "runId" = ${scope.runId} AND "tryNumber" = ${scope.tryNumber}::int
    ), attempted AS (
      INSERT INTO attempt SELECT row.* FROM place, jsonb_populate_record(NULL::attempt,
        ${storableJson(toRow(scope, attempt))}::jsonb || ${savedSql(scope, attempt)} || jsonb_build_object(
          'id', place.id, 'sequence', place.sequence, 'isLookup', place."isLookup", 'createdAt', now() AT TIME ZONE 'UTC')) AS row
      WHERE NOT place."isNoted"
      ON CONFLICT (id) DO NOTHING
      RETURNING id
    ), kept AS (
      INSERT INTO attempt_payload ("attemptId", "teamId", prompt, answer)
      SELECT id, ${scope.teamId}, ${storableJson(payload?.prompt ?? null)}::jsonb, ${payload?.answer ?? null}
      FROM attempted WHERE ${payload !== undefined}::boolean
      ON CONFLICT DO NOTHING
    )`
}

/** Appends an attempt in one statement. Idempotent by id: a replayed step changes nothing. */
export async function recordAttempt(
  tx: Db | Transaction,
  scope: RunScope,
  given: { attempt: AttemptRecord; payload?: PayloadDraft },
): Promise<void> {
  await tx.$executeRaw`WITH ${appendedAttempt(scope, given)} ${thenNotify(scope)}`
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
