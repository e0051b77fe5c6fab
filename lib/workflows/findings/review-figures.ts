import type { JudgedFinding, ReviewVerdictWord } from '@/lib/domain/finding-row'
import type { ReviewFigures } from '@/lib/domain/run'
import { formatPlural } from '@/lib/format/format-count'

/** What earlier verdicts changed about these findings, in sentences. */
function learnedFrom(findings: JudgedFinding[]): string[] {
  const hidden = findings.filter((finding) => finding.hidden !== null)
  const demoted = findings.filter((finding) => finding.hidden === null && finding.demoted !== null)
  return [
    ...(hidden.length === 0 ? [] : [`${formatPlural(hidden.length, 'finding')} hidden by earlier verdicts`]),
    ...(demoted.length === 0
      ? []
      : [`${formatPlural(demoted.length, 'critical finding')} put last by earlier verdicts, never hidden`]),
  ]
}

/** The figures of a review or a prediction, counted from its findings. */
export function reviewFigures(findings: JudgedFinding[], verdict: ReviewVerdictWord | null): ReviewFigures {
  const shown = findings.filter((finding) => finding.hidden === null)
  const count = (severity: JudgedFinding['severity']) =>
    shown.filter((finding) => finding.severity === severity).length
  return {
    verdict,
    shown: shown.length,
    hidden: findings.length - shown.length,
    proven: shown.filter(({ proof }) => proof !== null).length,
    bySeverity: {
      critical: count('critical'),
      high: count('high'),
      medium: count('medium'),
      low: count('low'),
    },
    learned: learnedFrom(findings),
  }
}

/**
 * "Changes requested: 1 critical, 2 medium; 3 findings hidden by earlier verdicts": made of figures only. `isComplete`: false
 * when not everything could be looked at, so that finding nothing says nothing.
 */
export function describeFigures(
  { verdict, shown, bySeverity, proven, learned }: ReviewFigures,
  isComplete: boolean,
): string {
  const words = {
    'request-changes': 'Changes requested',
    'approve-with-suggestions': 'Approved with suggestions',
    approve: 'Approved',
  }
  const counts = Object.entries(bySeverity).flatMap(([severity, count]) =>
    count === 0 ? [] : [`${count} ${severity}`],
  )
  const what = shown === 0 ? 'nothing found' : counts.join(', ')
  const unjudged = isComplete ? formatPlural(shown, 'likely bug') : 'Not all could be looked at'
  const head = verdict === null ? unjudged : words[verdict]
  const parts = [
    `${head}: ${what}`,
    ...(proven === 0 ? [] : [`${proven} proven by a failing test`]),
    ...learned,
  ]
  return parts.join('; ')
}
