import type { ChartId } from './chart'

/** Questions whose answer is an amount of money: who is shown no costs is not asked to look at them. */
export const MONEY_CHARTS: readonly ChartId[] = [
  'cost',
  'cost-per-verified',
  'cost-of-failures',
  'savings',
  'cache-saved',
]
