import 'server-only'
import { BudgetKind, BudgetPeriod, type BudgetRow, BudgetScope } from '@/lib/domain/budget'
import { forecastSpend, type SpendSoFar } from './forecast-spend'
import { periodOf } from './period-of'

interface StoredBudget {
  id: string
  scope: string
  scopeId: string
  period: string
  kind: string
  periodStart: Date
  limitNanoUsd: bigint
  reservedNanoUsd: bigint
  spentNanoUsd: bigint
}

/**
 * A stored budget as of now: what was spent in an earlier period counts no longer. `days`: what its scope spent on the days
 * before (`readSpentDays`); without them there is no forecast.
 */
export function toBudgetRow(
  row: StoredBudget,
  scopeName: string,
  now: Date,
  days?: SpendSoFar['days'],
): BudgetRow & { stopped: null } {
  const period = BudgetPeriod.parse(row.period)
  const span = periodOf(period, now)
  const isPast = span !== null && row.periodStart < span.start
  const limitNanoUsd = Number(row.limitNanoUsd)
  const spentNanoUsd = isPast ? 0 : Number(row.spentNanoUsd)
  const reservedNanoUsd = Number(row.reservedNanoUsd)
  return {
    id: row.id,
    scope: BudgetScope.parse(row.scope),
    scopeId: row.scopeId,
    scopeName,
    period,
    kind: BudgetKind.parse(row.kind),
    limitNanoUsd,
    spentNanoUsd,
    reservedNanoUsd,
    countsSince: (isPast ? span.start : row.periodStart).toISOString(),
    endsAt: span?.end.toISOString() ?? null,
    forecast:
      days === undefined
        ? null
        : forecastSpend(period, { spentNanoUsd, reservedNanoUsd, limitNanoUsd, days }, now),
    stopped: null,
  }
}
