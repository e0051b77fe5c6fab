import type { ChartId } from '@/lib/domain/chart'

/** The dashboards below /dashboards: four to six questions each, no more. */
export const DASHBOARDS = {
  cost: { label: 'Cost', charts: ['cost', 'savings', 'cost-per-verified', 'cost-of-failures'] },
  quality: {
    label: 'Quality',
    charts: ['verified-share', 'coverage', 'finding-precision', 'edits', 'ratings'],
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

/** What a chart is called while there is no answer that says it. */
export const CHART_NAMES = {
  cost: 'Cost',
  'cost-per-verified': 'Cost per verified output',
  'cost-of-failures': 'Cost of failures and repairs',
  savings: 'Savings',
  'verified-share': 'Verified share',
  coverage: 'Coverage of generated tests',
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
  'cache-age': 'Age of what was served',
} satisfies Record<ChartId, string>
