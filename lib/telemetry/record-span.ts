import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import type { SpanKind, SpanStatus } from '@/lib/domain/words'
import { thenNotify } from './notify-of-run'
import type { RunScope } from './run-scope'

/** Opens a bar of the waterfall, next in its try's order. Idempotent by id: a replayed step keeps the first start. */
export async function startSpan(
  tx: Db | Transaction,
  scope: RunScope,
  span: { id: string; stage: string; kind: SpanKind; label: string; parentId?: string | null },
): Promise<void> {
  const { teamId, runId, tryNumber } = scope
  await tx.$executeRaw`
    WITH written AS (
      INSERT INTO run_span (id, "teamId", "runId", "tryNumber", sequence, "parentId", stage, kind, label, status, "startedAt")
      SELECT ${span.id}, ${teamId}, ${runId}, ${tryNumber}, coalesce(max(sequence), 0) + 1,
             ${span.parentId ?? null}, ${span.stage}, ${span.kind}, ${span.label}, 'running', now() AT TIME ZONE 'UTC'
      FROM run_span WHERE "runId" = ${runId} AND "tryNumber" = ${tryNumber}
      ON CONFLICT (id) DO NOTHING
    ) ${thenNotify(scope)}`
}

/** Closes a bar; closing it again in a replay changes only what it says, not when it ended. */
export async function endSpan(
  tx: Db | Transaction,
  scope: RunScope,
  id: string,
  end: {
    status: Exclude<SpanStatus, 'running'>
    detail?: string | null
    attemptId?: string | null
    checkId?: string | null
    costNanoUsd?: number | null
  },
): Promise<void> {
  const cost = end.costNanoUsd ?? null
  await tx.$executeRaw`
    WITH written AS (
      UPDATE run_span SET
        status = ${end.status}, detail = ${end.detail ?? null},
        "attemptId" = ${end.attemptId ?? null}, "checkId" = ${end.checkId ?? null},
        "costNanoUsd" = ${cost === null ? null : BigInt(cost)}::bigint,
        "endedAt" = coalesce("endedAt", now() AT TIME ZONE 'UTC')
      WHERE id = ${id} AND "teamId" = ${scope.teamId}
    ) ${thenNotify(scope)}`
}
