import { FindingSeverity } from '@/lib/domain/finding'
import { ReviewVerdictWord } from '@/lib/domain/finding-row'
import type { RunRow } from '@/lib/domain/run'

type Reviewed = Pick<RunRow, 'figures'>
type Severities = Record<FindingSeverity, number>

export interface ReviewSum {
  bySeverity: Severities
  shown: number
  proven: number
  /** how many runs came to each verdict; a prediction comes to none */
  verdicts: Record<ReviewVerdictWord, number>
}

/** What a launch's reviews or predictions come to together; null: there is none yet. */
export function sumReviews(rows: readonly Reviewed[]): ReviewSum | null {
  const reviews = rows.flatMap(({ figures }) => figures.review ?? [])
  if (reviews.length === 0) return null
  const sum: ReviewSum = {
    bySeverity: { critical: 0, high: 0, medium: 0, low: 0 },
    shown: 0,
    proven: 0,
    verdicts: { approve: 0, 'approve-with-suggestions': 0, 'request-changes': 0 },
  }
  for (const { bySeverity, shown, proven, verdict } of reviews) {
    for (const severity of FindingSeverity.options) sum.bySeverity[severity] += bySeverity[severity]
    sum.shown += shown
    sum.proven += proven
    if (verdict !== null) sum.verdicts[verdict] += 1
  }
  return sum
}

/** Runs by the gravest that they found, then the next: those without a review last, equals as they were. */
export function worstFirst<Row extends Reviewed>(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => {
    const [a, b] = [one.figures.review, other.figures.review]
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
    const differing = FindingSeverity.options.find(
      (severity) => a.bySeverity[severity] !== b.bySeverity[severity],
    )
    return differing === undefined ? 0 : b.bySeverity[differing] - a.bySeverity[differing]
  })
}

/** "Request changes: 2, Approve: 1": the verdicts that any run came to, the strictest first. */
export function verdictsText(
  { verdicts }: Pick<ReviewSum, 'verdicts'>,
  words: Readonly<Record<ReviewVerdictWord, string>>,
): string {
  return ReviewVerdictWord.options
    .toReversed()
    .filter((verdict) => verdicts[verdict] > 0)
    .map((verdict) => `${words[verdict]}: ${verdicts[verdict]}`)
    .join(', ')
}
