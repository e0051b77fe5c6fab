import type { Tier } from '@/lib/domain/words'
import type { EvidenceByTier } from './learn-start-tier'
import { kindOfReason } from './start-reason'
import { type TargetSize, tierBySize } from './start-tier'
import { wilsonBounds } from './wilson-bounds'

/** One way of a stage through the models that has ended: where it started and what came of that tier. */
export interface Passage {
  startTier: Tier
  startReason: string
  /** the model that was asked first */
  model: string
  passed: boolean
  /** nano-USD at the start tier, repairs included */
  costNanoUsd: number
  size: TargetSize
}

type Models = Record<Tier, string[]> | null

const isServed = ({ startTier, model }: Pick<Passage, 'startTier' | 'model'>, models: Models) =>
  models === null || models[startTier].includes(model)

/** Starts that are no evidence any more, as their tier has other models now: how many, by tier and model. */
export function findSetAside(
  passages: Passage[],
  bySize: Tier,
  models: Models,
): { tier: Tier; model: string; n: number }[] {
  const found = new Map<string, { tier: Tier; model: string; n: number }>()
  for (const { startTier: tier, startReason, model, size } of passages) {
    if (tierBySize(size) !== bySize || kindOfReason(startReason) === 'target') continue
    if (isServed({ startTier: tier, model }, models)) continue
    const key = `${tier} ${model}`
    found.set(key, { tier, model, n: (found.get(key)?.n ?? 0) + 1 })
  }
  return [...found.values()].sort((a, b) => b.n - a.n)
}

/** What is known of the targets that their size starts at one tier. */
export interface ClassEvidence {
  evidence: EvidenceByTier
  /** where the newest of them started by rule, not by a person, by its own past or as a trial; null: none did */
  present: Tier | null
}

/**
 * Evidence of the targets whose size leads to `bySize`, from the newest passage to the oldest. Starts that a target's own
 * past decided are left out: they are the hard ones, and say nothing of the others. `models`: those that serve the tiers
 * now; what others did is not held against them.
 */
export function gatherEvidence(passages: Passage[], bySize: Tier, models: Models): ClassEvidence {
  const sums: Record<Tier, { n: number; passed: number; costNanoUsd: number }> = {
    cheap: { n: 0, passed: 0, costNanoUsd: 0 },
    capable: { n: 0, passed: 0, costNanoUsd: 0 },
    premium: { n: 0, passed: 0, costNanoUsd: 0 },
  }
  let present: Tier | null = null
  for (const { startTier, startReason, model, passed, costNanoUsd, size } of passages) {
    if (tierBySize(size) !== bySize) continue
    const kind = kindOfReason(startReason)
    if (kind === 'learned' || kind === 'size') present ??= startTier
    if (kind === 'target' || !isServed({ startTier, model }, models)) continue
    const sum = sums[startTier]
    sum.n += 1
    sum.passed += passed ? 1 : 0
    sum.costNanoUsd += costNanoUsd
  }
  const evidenceOf = (tier: Tier) => {
    const { n, passed, costNanoUsd } = sums[tier]
    if (n === 0) return { n, passed, success: null, meanCostNanoUsd: null }
    const success = { share: passed / n, ...wilsonBounds(passed, n) }
    return { n, passed, success, meanCostNanoUsd: costNanoUsd / n }
  }
  const evidence = {
    cheap: evidenceOf('cheap'),
    capable: evidenceOf('capable'),
    premium: evidenceOf('premium'),
  }
  return { evidence, present }
}
