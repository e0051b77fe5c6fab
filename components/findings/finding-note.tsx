import type { CodeRange, FindingSeverity } from '@/lib/domain/finding'
import type { Confidence } from '@/lib/domain/finding-row'
import { confidenceText } from './finding-words'
import { Inline } from './prose'
import { SeverityPill } from './severity-pill'

/** What a note in the code says: of a finding that is kept, or of one in a report. */
export interface NotedFinding {
  fingerprint: string
  severity: FindingSeverity
  range: CodeRange
  message: string
  confidence: Confidence
}

/** What is said about the line above, within code. Phrasing content only. */
export function FindingNote({ finding, href }: { finding: NotedFinding; href?: string | undefined }) {
  return (
    <span className="my-1 mr-3 ml-14 flex flex-wrap items-baseline gap-x-2 gap-y-1 rounded-md border bg-panel px-2.5 py-1.5 text-sm shadow-panel max-sm:ml-3">
      <SeverityPill value={finding.severity} />
      <span className="min-w-0 flex-1 basis-52">
        <Inline text={finding.message} />
      </span>
      <span className="text-dim text-xs whitespace-nowrap">
        {confidenceText(finding.confidence)} · n = {finding.confidence.n}
      </span>
      {href === undefined ? null : (
        <a href={href} className="py-1 text-accent text-xs underline-offset-4 hover:underline">
          open<span className="sr-only"> the finding in line {finding.range.startLine}</span>
        </a>
      )}
    </span>
  )
}
