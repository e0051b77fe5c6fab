import type { ChartId } from '@/lib/domain/chart'
import { MONEY_CHARTS } from '@/lib/domain/money-charts'

/** The dashboards below /dashboards: four to seven questions each, no more. */
export const DASHBOARDS = {
  cost: { label: 'Cost', charts: ['cost', 'savings', 'cost-per-verified', 'cost-of-failures'] },
  quality: {
    label: 'Quality',
    charts: [
      'verified-share',
      'coverage',
      'mutation-score',
      'finding-precision',
      'edits',
      'ratings',
      'examples',
    ],
  },
  reliability: {
    label: 'Reliability',
    charts: ['latency', 'first-token', 'queue-wait', 'failures', 'fallbacks', 'retries'],
  },
  cache: {
    label: 'Cache',
    charts: ['cache-hits', 'cache-saved', 'cache-time-saved', 'cache-misses', 'cache-age'],
  },
} as const satisfies Record<string, { label: string; charts: readonly ChartId[] }>
export type DashboardName = keyof typeof DASHBOARDS

/** The charts of a dashboard that one may see. */
export function chartsOf(name: DashboardName, seesCosts: boolean): readonly ChartId[] {
  const charts: readonly ChartId[] = DASHBOARDS[name].charts
  return seesCosts ? charts : charts.filter((id) => !MONEY_CHARTS.includes(id))
}

/** The dashboards that have something for who looks. */
export function dashboardsFor(seesCosts: boolean): DashboardName[] {
  const names = Object.keys(DASHBOARDS) as DashboardName[]
  return names.filter((name) => chartsOf(name, seesCosts).length > 0)
}

/** What a chart is called while there is no answer that says it. */
export const CHART_NAMES = {
  cost: 'Cost',
  'cost-per-verified': 'Cost per verified output',
  'cost-of-failures': 'Cost of failures and repairs',
  savings: 'Savings',
  'verified-share': 'Verified share',
  coverage: 'Coverage of generated tests',
  'mutation-score': 'Mutation score of generated tests',
  examples: 'Runnable examples',
  'finding-precision': 'Precision of findings',
  edits: 'Edits',
  ratings: 'Ratings',
  latency: 'Latency',
  'first-token': 'Time to first token',
  'queue-wait': 'Queue wait',
  failures: 'Failures',
  fallbacks: 'Fallbacks',
  retries: 'Retries',
  'cache-hits': 'Cache hits',
  'cache-saved': 'Saved by the cache',
  'cache-time-saved': 'Time saved by the cache',
  'cache-misses': 'Cache misses',
  'cache-age': 'Age of what is stored',
} satisfies Record<ChartId, string>
