import { createHash } from 'node:crypto'
import { Tier } from '@/lib/domain/words'
import { type EvidenceByTier, haveOneModel, MIN_EVIDENCE, type ModelOf } from './learn-start-tier'

/** While the tier below has too few results to be judged, half of the starts try it: one that fails climbs. */
const SHARE_WHILE_UNKNOWN = 1 / 2
/** Afterwards, or when it looks bad early, one in twenty: enough to see it change. */
const SHARE_WHEN_KNOWN = 1 / 20
/** So many starts are made as they are before any is tried elsewhere; so many bad ones end the larger share. */
const EARLY_LOOK = 5
const LEAST_SUCCESS = 0.5

export interface Trial {
  tier: Tier
  /** part of the starts, 0 to 1 */
  share: number
}

/**
 * Which tier is tried now and then instead of `start`, so that its evidence does not run dry: the one below, never one
 * above, so a trial costs no more than a cheaper call. Null where nothing can be saved: no tier below, the same model
 * there, a start that costs nothing, or one of which next to nothing is known itself.
 */
export function planTrial(start: Tier, evidence: EvidenceByTier, modelOf: ModelOf): Trial | null {
  const tier = Tier.options[Tier.options.indexOf(start) - 1]
  if (tier === undefined) return null
  if (haveOneModel(modelOf, tier, start)) return null
  if (evidence[start].n < EARLY_LOOK || evidence[start].meanCostNanoUsd === 0) return null
  const { n, success } = evidence[tier]
  const looksBad = n >= EARLY_LOOK && (success?.high ?? 1) < LEAST_SUCCESS
  return { tier, share: n < MIN_EVIDENCE && !looksBad ? SHARE_WHILE_UNKNOWN : SHARE_WHEN_KNOWN }
}

/** True for `share` of all ids, always the same for one id. */
export function isInTrial(id: string, share: number): boolean {
  const hash = createHash('sha256').update(`trial ${id}`).digest()
  return hash.readUInt32BE(0) / 2 ** 32 < share
}
