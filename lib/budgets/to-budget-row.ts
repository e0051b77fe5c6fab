import 'server-only'
import { BudgetKind, BudgetPeriod, type BudgetRow, BudgetScope } from '@/lib/domain/budget'
import { forecastReached, forecastSpend } from './forecast-spend'
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

/** A stored budget as of now: what was spent in an earlier period counts no longer. */
export function toBudgetRow(row: StoredBudget, scopeName: string, now: Date): BudgetRow & { stopped: null } {
  const period = BudgetPeriod.parse(row.period)
  const span = periodOf(period, now)
  const isPast = span !== null && row.periodStart < span.start
  const limitNanoUsd = Number(row.limitNanoUsd)
  const spentNanoUsd = isPast ? 0 : Number(row.spentNanoUsd)
  return {
    id: row.id,
    scope: BudgetScope.parse(row.scope),
    scopeId: row.scopeId,
    scopeName,
    period,
    kind: BudgetKind.parse(row.kind),
    limitNanoUsd,
    spentNanoUsd,
    reservedNanoUsd: Number(row.reservedNanoUsd),
    countsSince: (isPast ? span.start : row.periodStart).toISOString(),
    endsAt: span?.end.toISOString() ?? null,
    forecastNanoUsd: forecastSpend(period, spentNanoUsd, now),
    reachedAt: forecastReached(period, { spentNanoUsd, limitNanoUsd }, now)?.toISOString() ?? null,
    stopped: null,
  }
}
