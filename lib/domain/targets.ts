import type { ChartUnit } from './chart'

/** On which side of its target a figure is well. */
export type TargetSide = 'above' | 'below' | 'at-least'

export interface TargetKind {
  label: string
  unit: ChartUnit
  side: TargetSide
  /** the plan's, in the unit */
  planned: number
  /** a target outside of these is a slip of the keyboard */
  least: number
  most: number
}

const share = (label: string, side: TargetSide, planned: number): TargetKind => ({
  ...{ label, unit: 'share', side, planned, least: 0, most: 1 },
})

/**
 * What a team may hold against a target of its own: criteria that are figures, and coverage, which only charts show. Targets
 * of the plan (29 January 2026, "Success Criteria"; coverage: test generation).
 */
export const TARGETS = {
  unedited: share('Used without an edit', 'above', 0.95),
  fallbacks: share('Template fallback', 'below', 0.05),
  satisfaction: { label: 'Satisfaction', unit: 'rating', side: 'above', planned: 4.5, least: 1, most: 5 },
  'time-saved': share('Review time saved', 'above', 0.8),
  'generation-time': {
    ...{ label: 'Generation time, p95', unit: 'milliseconds', side: 'below' },
    ...{ planned: 30_000, least: 1000, most: 3_600_000 },
  },
  'repeat-hits': share('Cache hits on repeats', 'above', 0.6),
  'generation-cost': {
    ...{ label: 'Cost, capable tier', unit: 'money', side: 'below' },
    ...{ planned: 100_000_000, least: 100_000, most: 1_000_000_000_000 },
  },
  coverage: share('Coverage of generated tests', 'at-least', 0.8),
} as const satisfies Record<string, TargetKind>

export type TargetName = keyof typeof TARGETS

/** How one types a target: in per cent, in seconds, in dollars. */
export const TYPED_AS = {
  share: { per: 0.01, word: 'per cent' },
  rating: { per: 1, word: 'of 5' },
  milliseconds: { per: 1000, word: 'seconds' },
  money: { per: 1_000_000_000, word: 'US dollars' },
  count: { per: 1, word: '' },
} satisfies Record<ChartUnit, { per: number; word: string }>

/** A target as one types it: 0.95 of a share is "95". */
export function typedTarget(unit: ChartUnit, target: number): string {
  return String(Number((target / TYPED_AS[unit].per).toPrecision(12)))
}
