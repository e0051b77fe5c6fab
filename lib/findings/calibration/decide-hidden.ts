import 'server-only'
import type { Prediction } from './fit-confidence'

/** Below this P(right) a finding is kept back … */
const HIDE_BELOW = 0.3
/** … once this many recent dismissals of like findings say so: one never hides another finding. */
const ENOUGH_SUPPORT = 2

/** True when verdicts on its like, and not a poor raw confidence alone, speak against showing it. */
export function isSpokenAgainst({ value, support }: Prediction): boolean {
  return value < HIDE_BELOW && support >= ENOUGH_SUPPORT
}

/** Days after which a verdict counts half. */
const HALF_LIFE_DAYS = 180

/** Weight of a verdict by its age: 2^(−days / 180). Old habits are forgotten, so that what is hidden gets another chance. */
export function forgetting(ageMs: number): number {
  return 2 ** (-Math.max(0, ageMs) / (HALF_LIFE_DAYS * 24 * 3_600_000))
}
