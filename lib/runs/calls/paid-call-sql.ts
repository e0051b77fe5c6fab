import 'server-only'
import { settledBudgets, tellOfPassed } from '@/lib/budgets/settle-budget'
import { type Sql, sql } from '@/lib/db/sql'
import { type AttemptRecord, wasNeverMade } from '@/lib/domain/attempt'
import type { RateEnd } from '@/lib/llm/limits/rate-end'
import { correctedRate } from '@/lib/llm/limits/take-rate'
import { tellOfRun } from '@/lib/telemetry/notify-of-run'
import { appendedAttempt, type PayloadDraft } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { paidSql } from '../execution/refresh-run-cost'

/** What a statement does beside paying: its CTEs may read `costed`, and the budgets take their locks after the CTE `last`. */
export interface Beside {
  ctes: Sql
  last: Sql
  columns: Sql
}

/**
 * SQL: all that is owed for a call that was made, in one statement: attempt and payload, its part of the rate, the run's
 * cost, what the budgets pay, and what open pages are told. The budgets come last, as their locks keep the team's other calls waiting.
 */
export function paidCallSql(
  run: RunScope,
  { attempt, payload, rateEnd }: { attempt: AttemptRecord; payload: PayloadDraft; rateEnd: RateEnd },
  beside?: Beside,
): Sql {
  const others = sql`"runId" = ${run.runId} AND id <> ${attempt.id}`
  return sql`
    WITH ${appendedAttempt(run, { attempt, payload })},
    ${correctedRate(attempt.id, rateEnd)},
    others AS (${paidSql(others)}),
    costed AS (
      UPDATE run SET
        "costNanoUsd" = coalesce((SELECT cost FROM others), 0) + ${BigInt(attempt.costNanoUsd)}::bigint,
        "modelCalls" = coalesce((SELECT calls FROM others), 0) + ${wasNeverMade(attempt) ? 0 : 1}::int
      WHERE id = ${run.runId}
      RETURNING id
    ),
    ${beside === undefined ? sql`` : sql`${beside.ctes},`}
    ${settledBudgets(run, attempt.id, attempt.costNanoUsd, beside?.last ?? sql`costed`)},
    told AS (${tellOfPassed(run)})
    SELECT ${tellOfRun(run)}${beside === undefined ? sql`` : sql`, ${beside.columns}`} FROM (SELECT count(*) FROM told) AS all_told`
}
