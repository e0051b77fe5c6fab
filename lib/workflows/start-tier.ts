import type { Tier } from '@/lib/domain/words'
import { formatCount, formatPlural } from '@/lib/format/format-count'

/** The measured size of a target; public names are functions, classes, methods and the module itself. */
export interface TargetSize {
  codeLines: number
  branches: number
  publicSymbols: number
}

/**
 * The largest target of each tier, in order; what is larger than all starts capable. About one module of the standard
 * library in six is so small. Premium is never started for size alone: evidence or a person leads there.
 */
const LARGEST: { tier: Tier; size: TargetSize }[] = [
  { tier: 'cheap', size: { codeLines: 60, branches: 8, publicSymbols: 10 } },
]
const FOR_LARGER: Tier = 'capable'

const fits = (size: TargetSize, largest: TargetSize) =>
  size.codeLines <= largest.codeLines &&
  size.branches <= largest.branches &&
  size.publicSymbols <= largest.publicSymbols

/** Tiers that a size can lead to. */
export const TIERS_BY_SIZE: Tier[] = [...LARGEST.map(({ tier }) => tier), FOR_LARGER]

/** Where a target of this size starts when nothing else is known. */
export function tierBySize(size: TargetSize): Tier {
  return LARGEST.find(({ size: largest }) => fits(size, largest))?.tier ?? FOR_LARGER
}

/** The same with its reason in words: "412 lines, 58 branches, 12 public names → capable". */
export function startTierBySize(size: TargetSize): { tier: Tier; reason: string } {
  const tier = tierBySize(size)
  const lines = formatPlural(size.codeLines, 'line')
  const branches = formatPlural(size.branches, 'branch', 'branches')
  return {
    tier,
    reason: `${lines}, ${branches}, ${formatPlural(size.publicSymbols, 'public name')} → ${tier}`,
  }
}

/** What the sizes that lead to this tier are, for people. */
export function describeSizes(tier: Tier): string {
  const own = LARGEST.find((entry) => entry.tier === tier)
  const { codeLines, branches, publicSymbols } = (own ?? LARGEST[LARGEST.length - 1] ?? { size: NOTHING })
    .size
  const counts = `${formatCount(codeLines)} lines, ${formatCount(branches)} branches`
  const names = `${formatCount(publicSymbols)} public names`
  return own === undefined ? `of more than ${counts} or ${names}` : `of up to ${counts} and ${names}`
}

const NOTHING: TargetSize = { codeLines: 0, branches: 0, publicSymbols: 0 }
