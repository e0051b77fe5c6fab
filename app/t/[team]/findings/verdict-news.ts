import { formatPlural } from '@/lib/format/format-count'

/** What a verdict changed about other findings, in a sentence; undefined: nothing. */
export function verdictNews({
  nowHidden,
  nowShown,
}: {
  nowHidden: number
  nowShown: number
}): string | undefined {
  const parts = [
    nowHidden > 0
      ? `${formatPlural(nowHidden, 'other')} of its kind ${isAre(nowHidden)} suppressed from now on`
      : null,
    nowShown > 0 ? `${formatPlural(nowShown, 'other')} ${isAre(nowShown)} shown again` : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? undefined : `${parts.join('; ')}.`
}

const isAre = (count: number) => (count === 1 ? 'is' : 'are')
