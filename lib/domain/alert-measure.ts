import type { ChartUnit } from './chart'

export const SHARE_MEASURES = [
  'failed-call-share',
  'failed-run-share',
  'fallback-share',
  'verified-share',
  'rejected-share',
  'cache-hit-share',
  'within-30s-share',
  'unedited-share',
  'edited-share',
  'coverage-share',
] as const
export type ShareMeasure = (typeof SHARE_MEASURES)[number]

/** Sums that have a usual height: what can be held against the weeks before. */
export const BASELINE_MEASURES = ['spend', 'calls', 'failed-calls', 'runs', 'tokens'] as const
export type BaselineMeasure = (typeof BASELINE_MEASURES)[number]

/** Parts of a distribution; not known by member. */
export const PERCENTILE_MEASURES = [
  'latency-p95',
  'first-token-p95',
  'queue-wait-p95',
  'run-duration-p95',
] as const
export type PercentileMeasure = (typeof PERCENTILE_MEASURES)[number]

export const THRESHOLD_MEASURES = [
  ...BASELINE_MEASURES,
  'failure-cost',
  'cost-per-verified',
  'failed-runs',
  'mean-rating',
  ...PERCENTILE_MEASURES,
] as const
export type AlertMeasure = ShareMeasure | (typeof THRESHOLD_MEASURES)[number]

/** Whether a measure adds up, so that of nothing it is 0; a share, a mean or a p95 of nothing is unknown. */
export function isSum(measure: AlertMeasure): boolean {
  return ([...BASELINE_MEASURES, 'failure-cost', 'failed-runs'] as AlertMeasure[]).includes(measure)
}

interface MeasureWords {
  /** in lists to choose from, and at the start of a sentence */
  label: string
  unit: ChartUnit
  /** what n counts, singular */
  noun: string
}

const MEASURES = {
  'failed-call-share': { label: 'Model calls without an answer', unit: 'share', noun: 'call' },
  'failed-run-share': { label: 'Failed runs', unit: 'share', noun: 'run' },
  'fallback-share': { label: 'Template fallback', unit: 'share', noun: 'run' },
  'verified-share': { label: 'Verified runs', unit: 'share', noun: 'run' },
  'rejected-share': { label: 'Rejected runs', unit: 'share', noun: 'run' },
  'cache-hit-share': { label: 'Cache hits', unit: 'share', noun: 'lookup' },
  'within-30s-share': { label: 'Runs within 30 s', unit: 'share', noun: 'run' },
  'unedited-share': { label: 'Accepted without an edit', unit: 'share', noun: 'reviewed run' },
  'edited-share': { label: 'Edited by people', unit: 'share', noun: 'reviewed run' },
  'coverage-share': { label: 'Line coverage of generated tests', unit: 'share', noun: 'run' },
  spend: { label: 'Spend', unit: 'money', noun: 'call' },
  calls: { label: 'Model calls', unit: 'count', noun: 'call' },
  'failed-calls': { label: 'Calls without an answer', unit: 'count', noun: 'call' },
  runs: { label: 'Ended runs', unit: 'count', noun: 'run' },
  tokens: { label: 'Tokens', unit: 'count', noun: 'call' },
  'failure-cost': { label: 'Cost of answers that were not used', unit: 'money', noun: 'call' },
  'cost-per-verified': { label: 'Cost of a verified run', unit: 'money', noun: 'verified run' },
  'failed-runs': { label: 'Number of failed runs', unit: 'count', noun: 'run' },
  'mean-rating': { label: 'Mean rating', unit: 'rating', noun: 'rating' },
  'latency-p95': { label: 'Latency of answered calls, p95', unit: 'milliseconds', noun: 'answered call' },
  'first-token-p95': { label: 'Time to the first token, p95', unit: 'milliseconds', noun: 'answered call' },
  'queue-wait-p95': { label: 'Wait in the queue, p95', unit: 'milliseconds', noun: 'run' },
  'run-duration-p95': { label: 'Duration of runs, p95', unit: 'milliseconds', noun: 'run' },
} satisfies Record<AlertMeasure, MeasureWords>

/** What a measure is called, how it is written and what its n counts. */
export function measureWords(measure: AlertMeasure): MeasureWords {
  return MEASURES[measure]
}
