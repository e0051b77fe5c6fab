import type { TierEvidence } from '@/lib/domain/routing'
import { Tier } from '@/lib/domain/words'
import { formatCount } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'

export type EvidenceByTier = Record<Tier, TierEvidence>

/** Fewer judged starts than this say nothing of a tier. */
export const MIN_EVIDENCE = 20
/** A start that passes less often makes people wait for answers that are thrown away, however little they cost. */
const LEAST_SUCCESS = 0.5
/** Another start must be cheaper by a tenth, at its worst against the present one at its best: nothing flutters. */
const MARGIN = 1.1

/** The model that a tier asks first; null: not known. */
export type ModelOf = (tier: Tier) => string | null

/** True when both tiers ask the same model: nothing is won or lost between them. */
export function haveOneModel(modelOf: ModelOf, first: Tier, second: Tier): boolean {
  return modelOf(first) !== null && modelOf(first) === modelOf(second)
}

export interface Learned {
  tier: Tier
  /** why, to stand after "learned:"; null: it is where their size starts them */
  words: string | null
}

const isKnown = ({ n }: TierEvidence) => n >= MIN_EVIDENCE
const isHopeless = (evidence: TierEvidence) =>
  isKnown(evidence) && (evidence.success?.high ?? 1) < LEAST_SUCCESS

/** Nano-USD that a result which passed costs when started at `tier`; who does not pass there climbs and pays above, too. */
export function costToPass(tier: Tier, success: number, evidence: EvidenceByTier): number {
  const own = evidence[tier].meanCostNanoUsd ?? 0
  const above = Tier.options[Tier.options.indexOf(tier) + 1]
  if (above === undefined || !isKnown(evidence[above])) return own === 0 ? 0 : own / success
  return own + (1 - success) * costToPass(above, evidence[above].success?.share ?? 0, evidence)
}

/**
 * Where targets of one size start best: the tier with the least expected cost of a result that passes, of those that pass
 * at least half of the time. `present` is where they start now, `bySize` where their size alone would start them. A tier
 * takes over only when it is known (n ≥ 20) and better with both 95 % bounds against it; a present one whose upper bound
 * is below one half is left for the next above of another model that is not known to be as bad, or for `bySize` when there is none.
 */
export function learnStartTier(given: {
  bySize: Tier
  present: Tier
  evidence: EvidenceByTier
  modelOf: ModelOf
}): Learned {
  const { bySize, present, evidence, modelOf } = given
  const shown = evidence[present]
  const stay = { tier: present, words: present === bySize ? null : whyNot(bySize, present, evidence) }
  if (isHopeless(shown)) {
    const above = Tier.options.slice(Tier.options.indexOf(present) + 1)
    const next = above.find((tier) => !isHopeless(evidence[tier]) && !haveOneModel(modelOf, tier, present))
    if (next !== undefined) return { tier: next, words: `${describe(present, shown)}, fewer than half` }
    if (present === bySize) return stay
    return { tier: bySize, words: `no tier passes half of the time, ${describe(present, shown)}` }
  }
  if (!isKnown(shown)) return stay
  const now = costToPass(present, shown.success?.high ?? 1, evidence)
  const better = Tier.options
    .filter((tier) => tier !== present && isKnown(evidence[tier]))
    .map((tier) => ({ tier, low: evidence[tier].success?.low ?? 0 }))
    .filter(({ low }) => low >= LEAST_SUCCESS)
    .map(({ tier, low }) => ({ tier, cost: costToPass(tier, low, evidence) }))
    .filter(({ cost }) => cost * MARGIN < now)
    .sort((first, second) => first.cost - second.cost)[0]
  if (better === undefined) return stay
  const cost = `${formatMoney(better.cost)} at most against ${formatMoney(now)} from ${present}`
  return { tier: better.tier, words: `${describe(better.tier, evidence[better.tier])}, ${cost}` }
}

/** Why the start is not the one of the size: that one fails too often, or else what the present one has shown. */
function whyNot(bySize: Tier, present: Tier, evidence: EvidenceByTier): string {
  if (isHopeless(evidence[bySize])) return `${describe(bySize, evidence[bySize])}, fewer than half`
  return describe(present, evidence[present])
}

/** "cheap passed 27 of 30 (74–97 %)" */
function describe(tier: Tier, { n, passed, success }: TierEvidence): string {
  const [low, high] = [success?.low ?? 0, success?.high ?? 1].map((share) => Math.round(share * 100))
  return `${tier} passed ${formatCount(passed)} of ${formatCount(n)} (${low}–${high} %)`
}
