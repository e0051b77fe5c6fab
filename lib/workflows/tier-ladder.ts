import { Tier } from '@/lib/domain/words'

/** Tiers to try, in order; never above the ceiling, which also lowers a start that is too high. */
export function tierLadder(start: Tier, ceiling: Tier): Tier[] {
  const tiers = Tier.options
  const last = tiers.indexOf(ceiling)
  const first = Math.min(tiers.indexOf(start), last)
  return tiers.slice(first, last + 1)
}
