import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Tier } from '@/lib/domain/words'
import { chooseStart } from './choose-start'
import { gatherEvidence, type Passage } from './gather-evidence'
import { kindOfReason } from './start-reason'
import { type TargetSize, tierBySize } from './start-tier'

const SMALL: TargetSize = { codeLines: 20, branches: 2, publicSymbols: 2 }
const LARGE: TargetSize = { codeLines: 400, branches: 60, publicSymbols: 20 }
const RUNS = 250

interface World {
  size: TargetSize
  passes: Record<Tier, number>
  costNanoUsd: Record<Tier, number>
}
const SEEDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
interface Start {
  tier: Tier
  isTrial: boolean
}
const COSTS = { cheap: 1_000_000, capable: 20_000_000, premium: 40_000_000 }

/** Always the same number between 0 and 1 for one text. */
const chance = (text: string) => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32

/** Runs of one team in one world, each on a new target: where the rule starts each, and which were trials. */
function live(world: World, seed: string, memory: number): Start[] {
  const bySize = tierBySize(world.size)
  const newestFirst: Passage[] = []
  return Array.from({ length: RUNS }, (_, run) => {
    const id = `${seed}-${run}`
    const known = gatherEvidence(newestFirst.slice(0, memory), bySize, null)
    const choice = chooseStart({ id, bySize, pin: null, known, past: {}, modelOf: (tier) => tier })
    const startTier = choice?.tier ?? bySize
    const startReason = choice?.reason ?? 'size'
    const passed = chance(`${id} outcome`) < world.passes[startTier]
    const costNanoUsd = world.costNanoUsd[startTier]
    newestFirst.unshift({ startTier, startReason, model: startTier, passed, costNanoUsd, size: world.size })
    return { tier: startTier, isTrial: kindOfReason(startReason) === 'trial' }
  })
}

const WORLDS: { name: string; best: Tier; moves: number; world: World }[] = [
  {
    name: 'a cheap tier that is good at large targets',
    best: 'cheap',
    moves: 1,
    world: { size: LARGE, passes: { cheap: 0.92, capable: 0.97, premium: 0.98 }, costNanoUsd: COSTS },
  },
  {
    name: 'a cheap tier that is bad at small targets',
    best: 'capable',
    moves: 1,
    world: { size: SMALL, passes: { cheap: 0.1, capable: 0.93, premium: 0.97 }, costNanoUsd: COSTS },
  },
  {
    name: 'large targets that need premium',
    best: 'premium',
    moves: 1,
    world: { size: LARGE, passes: { cheap: 0.02, capable: 0.08, premium: 0.9 }, costNanoUsd: COSTS },
  },
  {
    name: 'small targets that need premium',
    best: 'premium',
    moves: 2,
    world: { size: SMALL, passes: { cheap: 0.02, capable: 0.08, premium: 0.9 }, costNanoUsd: COSTS },
  },
  {
    name: 'a world as its sizes say',
    best: 'capable',
    moves: 0,
    world: { size: LARGE, passes: { cheap: 0.3, capable: 0.9, premium: 0.95 }, costNanoUsd: COSTS },
  },
]

const shareOfTrials = (starts: Start[]) => starts.filter(({ isTrial }) => isTrial).length / starts.length
const byRule = (starts: Start[]) => starts.filter(({ isTrial }) => !isTrial).map(({ tier }) => tier)
const countMoves = (tiers: Tier[]) => tiers.filter((tier, at) => at > 0 && tier !== tiers[at - 1]).length

describe.each(WORLDS)('$name', ({ best, moves, world }) => {
  const lives = SEEDS.map((seed) => live(world, seed, 500))

  it('is settled within 60 runs and never moves again', () => {
    for (const starts of lives) {
      expect(new Set(byRule(starts.slice(60)))).toEqual(new Set([best]))
      expect(countMoves(byRule(starts))).toBe(moves)
    }
  })

  it('is tried elsewhere in about one start of twenty from then on, and never above', () => {
    const later = lives.flatMap((starts) => starts.slice(60))
    expect(shareOfTrials(later)).toBeLessThan(0.07)
    const above = Tier.options.slice(Tier.options.indexOf(best) + 1)
    expect(later.filter(({ isTrial, tier }) => isTrial && above.includes(tier))).toEqual([])
  })

  it('stays where it is with a memory of only 60 starts', () => {
    for (const starts of SEEDS.map((seed) => live(world, seed, 60))) {
      expect(new Set(byRule(starts.slice(60)))).toEqual(new Set([best]))
      expect(shareOfTrials(starts.slice(60))).toBeLessThan(1 / 3)
    }
  })
})
