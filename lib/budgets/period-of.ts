import 'server-only'
import type { BudgetPeriod } from '@/lib/domain/budget'

/** The UTC day or month that holds `at`; null for a budget that never begins anew. */
export function periodOf(period: BudgetPeriod, at: Date): { start: Date; end: Date } | null {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
  if (period === 'day') {
    return { start: new Date(Date.UTC(year, month, day)), end: new Date(Date.UTC(year, month, day + 1)) }
  }
  if (period === 'month') {
    return { start: new Date(Date.UTC(year, month)), end: new Date(Date.UTC(year, month + 1)) }
  }
  return null
}
