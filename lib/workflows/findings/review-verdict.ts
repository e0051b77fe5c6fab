import type { JudgedFinding, ReviewVerdictWord } from '@/lib/domain/finding-row'

/** Least calibrated confidence at which a grave finding stands in the way of a merge. */
const FLOOR = 0.5

type Judged = Pick<JudgedFinding, 'severity' | 'hidden'> & { confidence: { value: number } }

/**
 * What a review comes to: changes are requested for a finding that is shown, critical or high, and at least as likely true as
 * not; any other that is shown is a suggestion. Nothing else is looked at, least of all words.
 */
export function reviewVerdict(findings: readonly Judged[]): ReviewVerdictWord {
  const shown = findings.filter(({ hidden }) => hidden === null)
  const isGrave = ({ severity, confidence }: Judged) =>
    (severity === 'critical' || severity === 'high') && confidence.value >= FLOOR
  if (shown.some(isGrave)) return 'request-changes'
  return shown.length > 0 ? 'approve-with-suggestions' : 'approve'
}
