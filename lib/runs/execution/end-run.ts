import 'server-only'
import { z } from 'zod'
import { db, type Transaction } from '@/lib/db/db'
import type { SpanStatus } from '@/lib/domain/words'
import { durationSql } from './duration-sql'
import { notifyRuns } from './notify-run'
import { refreshRunCosts } from './refresh-run-cost'

/** One try of a run. */
export interface RunTry {
  runId: string
  tryNumber: number
}

export interface RunEnd {
  status: 'done' | 'failed' | 'cancelled'
  errorText?: string | null
}

/** What becomes of bars of the waterfall that are open at the end. */
const SPAN_STATUS = { done: 'ok', failed: 'failed', cancelled: 'skipped' } as const satisfies Record<
  RunEnd['status'],
  SpanStatus
>

const Ended = z.array(z.object({ runId: z.string(), tryNumber: z.number() }))

/**
 * Ends tries: status, times, cost, open bars of the waterfall, in a fixed number of statements. A try that has ended
 * already, or is no longer its run's newest, stays as it is: the first end wins. Returns those that were ended here.
 */
export async function endRuns(tx: Transaction, tries: RunTry[], end: RunEnd): Promise<RunTry[]> {
  const ids = tries.map((one) => one.runId)
  const tryNumbers = tries.map((one) => one.tryNumber)
  const ended = Ended.parse(
    await tx.$queryRaw`
      UPDATE run SET status = ${end.status}, "errorText" = ${end.errorText ?? null},
        "endedAt" = now() AT TIME ZONE 'UTC',
        "durationMs" = ${durationSql}
      FROM unnest(${ids}::text[], ${tryNumbers}::int[]) AS given(id, "tryNumber")
      WHERE run.id = given.id AND run."tryNumber" = given."tryNumber"
        AND run.status IN ('queued', 'running', 'awaiting-approval')
      RETURNING run.id AS "runId", run."tryNumber"`,
  )
  if (ended.length === 0) return []
  const endedIds = ended.map((one) => one.runId)
  await tx.$executeRaw`
    UPDATE run_span SET status = ${SPAN_STATUS[end.status]}, "endedAt" = now() AT TIME ZONE 'UTC'
    WHERE "runId" = ANY(${endedIds}::text[]) AND "endedAt" IS NULL`
  await refreshRunCosts(endedIds, tx)
  await notifyRuns(tx, endedIds)
  return ended
}

/** Ends one try; false when it had ended before. Without a transaction of the caller's it makes its own. */
export async function endRun(one: RunTry & RunEnd, tx?: Transaction): Promise<boolean> {
  if (tx === undefined) return db().$transaction((own) => endRun(one, own))
  const ended = await endRuns(tx, [one], one)
  return ended.length > 0
}
