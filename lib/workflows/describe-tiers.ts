import type { Tier } from '@/lib/domain/words'
import { formatList } from '@/lib/format/format-list'

/** A tier that was left without a result, and why, in words that stand within a sentence. */
export interface EndedTier {
  tier: Tier
  words: string
}

/** "The model declined on cheap and capable." One sentence for each reason, in the order in which they came up. */
export function describeTiers(ended: readonly EndedTier[]): string {
  return [...new Set(ended.map(({ words }) => words))]
    .map((words) => {
      const tiers = ended.filter((one) => one.words === words).map(({ tier }) => tier)
      return `${words.charAt(0).toUpperCase()}${words.slice(1)} on ${formatList(tiers)}.`
    })
    .join(' ')
}
