import { RelativeTime } from '@/components/ui/relative-time'
import type { FindingDetail, FindingVerdictRow } from '@/lib/domain/finding-verdict'
import { FindingSection } from './finding-section'
import { confidenceText, placeText, REASON_WORD } from './finding-words'

type FindingHistoryProps = {
  detail: FindingDetail
  /** opens another finding */
  onOpen: (id: string) => void
}

/** What was said about it, and about others of its kind. */
export function FindingHistory({ detail, onOpen }: FindingHistoryProps) {
  const { verdicts, similar } = detail
  return (
    <>
      {verdicts.length === 0 ? null : (
        <FindingSection title="What was said about it">
          <ul className="grid gap-1 text-sm">
            {verdicts.map((verdict) => (
              <li
                key={verdict.id}
                className={verdict.undoneAt === null ? undefined : 'text-dim line-through'}
              >
                <VerdictLine verdict={verdict} />
              </li>
            ))}
          </ul>
        </FindingSection>
      )}
      {similar.length === 0 ? null : (
        <FindingSection title="Similar findings, and what was said about them">
          <ul className="grid gap-2 text-sm">
            {similar.map(({ finding, verdict }) => (
              <li key={finding.id}>
                <button
                  type="button"
                  onClick={() => onOpen(finding.id)}
                  className="block max-w-full truncate py-1 text-left font-mono text-sm underline-offset-4 hover:underline"
                >
                  {placeText(finding)}
                </button>
                <p className="text-dim">
                  <VerdictLine verdict={verdict} />
                </p>
              </li>
            ))}
          </ul>
        </FindingSection>
      )}
    </>
  )
}

function VerdictLine({ verdict }: { verdict: FindingVerdictRow }) {
  const { userName, reason, comment, shownConfidence, createdAt, undoneAt } = verdict
  const word = reason === null ? 'accepted it' : `dismissed it: ${REASON_WORD[reason].toLowerCase()}`
  return (
    <>
      {userName} {word}
      {comment === null || comment === '' ? null : <> “{comment}”</>} · at{' '}
      {confidenceText({ value: shownConfidence, n: 0 })} · <RelativeTime time={createdAt} />
      {undoneAt === null ? null : ' · taken back'}
    </>
  )
}
