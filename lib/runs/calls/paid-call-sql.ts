import 'server-only'
import { settledBudgets, tellOfPassed } from '@/lib/budgets/settle-budget'
import { type Sql, sql } from '@/lib/db/sql'
import type { Beside } from '@/lib/db/step-debt'
import { type AttemptRecord, wasNeverMade } from '@/lib/domain/attempt'
import type { RateEnd } from '@/lib/llm/limits/rate-end'
import { correctedRate } from '@/lib/llm/limits/take-rate'
import { appendedAttempt, type PayloadDraft } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { paidSql } from '../execution/refresh-run-cost'

/** SQL, over the CTEs of `paidCallSql`: the call is paid, and the run's row taken before whatever follows. */
export const onceCallIsPaid: Sql = sql`(SELECT ok FROM paid) AND (SELECT count(*) FROM costed) >= 0`

/**
 * SQL: all that is owed for a call that was made, in one statement: attempt and payload, its part of the rate, the run's
 * cost, and what the budgets pay, which come last, as their locks keep the team's other calls waiting. Open pages are told of
 * the run afterwards: a transaction that notifies holds up all others that do until it is on disk.
 * A call that is on record already, by its request, changes nothing. `isPaid` is false, and nothing was paid, when another
 * call of the same id came first at this very moment: the same statement again gives this one a row of its own.
 */
export function paidCallSql(
  run: RunScope,
  { attempt, payload, rateEnd }: { attempt: AttemptRecord; payload: PayloadDraft; rateEnd: RateEnd },
  beside?: Beside,
): Sql {
  const others = sql`"runId" = ${run.runId}`
  const isNew = sql`EXISTS (SELECT 1 FROM attempted)`
  const isSettled = sql`${isNew} AND (SELECT count(*) FROM ${beside?.last ?? sql`costed`}) >= 0`
  return sql`
    WITH ${appendedAttempt(run, { attempt, payload })},
    ${correctedRate(attempt.id, rateEnd)},
    paid AS (SELECT ${isNew} OR place."isNoted" AS ok FROM place),
    others AS (${paidSql(others)}),
    costed AS (
      UPDATE run SET
        "costNanoUsd" = coalesce((SELECT cost FROM others), 0) + ${BigInt(attempt.costNanoUsd)}::bigint,
        "modelCalls" = coalesce((SELECT calls FROM others), 0) + ${wasNeverMade(attempt) ? 0 : 1}::int
      WHERE id = ${run.runId} AND ${isNew}
      RETURNING id
    ),
    ${beside === undefined ? sql`` : sql`${beside.ctes},`}
    ${settledBudgets(run, attempt.id, attempt.costNanoUsd, isSettled)},
    told AS (${tellOfPassed(run)})
    SELECT (SELECT ok FROM paid) AS "isPaid"${beside === undefined ? sql`` : sql`, ${beside.columns}`}
    FROM (SELECT count(*) FROM told) AS all_told`
}
