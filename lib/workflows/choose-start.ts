import { Tier } from '@/lib/domain/words'
import type { ClassEvidence } from './gather-evidence'
import { learnStartTier, type ModelOf } from './learn-start-tier'
import { isInTrial, planTrial } from './plan-trial'
import { startReason } from './start-reason'

export interface StartChoice {
  tier: Tier
  reason: string
  /** true: a person asked for this tier, so results made from another start do not stand for it */
  byPerson: boolean
}

/** How the newest call of each tier for this very target ended. */
export type TargetPast = Partial<Record<Tier, 'passed' | 'failed'>>

/**
 * Where a stage starts instead of where its size says; null: there. In this order: what a person pinned; then what was
 * learned of targets of this size, or a trial; and where that tier has failed on this very target and a higher one has
 * passed, the higher one.
 */
export function chooseStart(given: {
  /** run, try, stage and part */
  id: string
  bySize: Tier
  pin: { tier: Tier; note: string | null } | null
  known: ClassEvidence
  past: TargetPast
  modelOf: ModelOf
}): StartChoice | null {
  const { id, bySize, pin, known, past, modelOf } = given
  if (pin !== null) {
    const note = pin.note === null ? '' : `: “${pin.note}”`
    return { tier: pin.tier, reason: startReason('pinned', `(${pin.tier})${note}`), byPerson: true }
  }
  const { evidence } = known
  const present = known.present ?? bySize
  const learned = learnStartTier({ bySize, present, evidence, modelOf })
  const higher = passedAbove(learned.tier, past)
  if (higher !== null) {
    const words = `${learned.tier} did not pass on it, ${higher} did → ${higher}`
    return { tier: higher, reason: startReason('target', words), byPerson: false }
  }
  const trial = planTrial(learned.tier, evidence, modelOf)
  if (trial !== null && past[trial.tier] !== 'failed' && isInTrial(id, trial.share)) {
    const often = `1 start in ${Math.round(1 / trial.share)} tries the tier below ${learned.tier}`
    return {
      tier: trial.tier,
      reason: startReason('trial', `${often} → ${trial.tier}`),
      byPerson: false,
    }
  }
  if (learned.tier === bySize || learned.words === null) return null
  const reason = startReason('learned', `${learned.words} → ${learned.tier}`)
  return { tier: learned.tier, reason, byPerson: false }
}

function passedAbove(start: Tier, past: TargetPast): Tier | null {
  if (past[start] !== 'failed') return null
  const above = Tier.options.slice(Tier.options.indexOf(start) + 1)
  return above.find((tier) => past[tier] === 'passed') ?? null
}
