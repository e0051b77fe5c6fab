import 'server-only'
import { REASON_WORDS } from '@/lib/domain/reason-words'
import { RunReason } from '@/lib/domain/words'
import { readRuns } from '@/lib/metrics/rollups/read-runs'
import type { Asked, ReadContext } from './read-context'

/** Why runs that may use a model came from the template, the most frequent reason first: " Why: budget reached (7 of 8), …". */
export async function describeFallbacks({ teamId, once }: ReadContext, asked: Asked): Promise<string> {
  const cells = await once(['fallbacks', asked], () =>
    readRuns(teamId, { ...asked, by: ['reason'], total: true }),
  )
  const reasons = cells
    .flatMap(({ keys, figures: { fallbacks } }) => {
      const reason = RunReason.safeParse(keys.reason)
      return fallbacks > 0 && reason.success ? [{ words: REASON_WORDS[reason.data], fallbacks }] : []
    })
    .sort((a, b) => b.fallbacks - a.fallbacks)
  if (reasons.length === 0) return ''
  const all = reasons.reduce((sum, { fallbacks }) => sum + fallbacks, 0)
  const [first, ...others] = reasons.map(({ words, fallbacks }, index) =>
    index === 0 ? `${words} (${fallbacks} of ${all})` : `${words} (${fallbacks})`,
  )
  return ` Why: ${[first, ...others].join(', ')}.`
}
