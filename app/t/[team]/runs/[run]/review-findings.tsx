'use client'

import Link from 'next/link'
import { ConfidenceText } from '@/components/findings/confidence-text'
import { ProvenPill, StatePill } from '@/components/findings/finding-pills'
import { FindingProof } from '@/components/findings/finding-proof'
import { placeText } from '@/components/findings/finding-words'
import { FixChecks } from '@/components/findings/fix-checks'
import { PatchView } from '@/components/findings/patch-view'
import { Inline } from '@/components/findings/prose'
import { SeverityPill } from '@/components/findings/severity-pill'
import type { RunFinding } from '@/components/queries/use-run-findings'
import { Pill } from '@/components/ui/pill'
import { isFixOffered } from '@/lib/domain/finding-row'
import type { ReportedFinding, ReviewReport } from '@/lib/domain/review-report'
import { useRunPage } from './run-context'

type ReviewFindingsProps = {
  findings: readonly RunFinding[]
  /** null: the run left none that can be read */
  report: ReviewReport | null
  hrefOf: (finding: RunFinding) => string
  /** brings its line in sight */
  onShow: (finding: RunFinding) => void
}

/** What is shown, in the order of the run: what it is, where, what makes it happen, how to mend it. */
export function ReviewFindings({ findings, report, hrefOf, onShow }: ReviewFindingsProps) {
  const { mayReview } = useRunPage()
  const reported = new Map(report?.findings.map((one) => [one.fingerprint, one]))
  return (
    <ol aria-label="Findings" className="divide-y divide-line-soft">
      {findings.map((finding) => (
        <li key={finding.id} className="grid gap-1 px-3.5 py-2.5">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <SeverityPill value={finding.severity} />
            <Link
              href={hrefOf(finding)}
              prefetch={false}
              className="min-w-0 py-1 font-medium text-base underline-offset-4 hover:underline"
            >
              <Inline text={finding.ruleTitle} />
            </Link>
            <button
              type="button"
              onClick={() => onShow(finding)}
              className="max-w-full truncate py-1 font-mono text-dim text-xs underline-offset-4 hover:text-ink hover:underline"
            >
              {placeText(finding)}
            </button>
            {finding.proof === null ? null : <ProvenPill />}
            {finding.news === 'back' ? <Pill tone="warn">back again</Pill> : null}
            {finding.state === 'open' ? null : <StatePill finding={finding} />}
            <ConfidenceText confidence={finding.confidence} />
          </div>
          <p>
            <Inline text={finding.message} />
          </p>
          <p>
            <Link
              href={hrefOf(finding)}
              prefetch={false}
              className="inline-block py-1 text-accent text-sm underline-offset-4 hover:underline"
            >
              {actText(finding, mayReview)}
              <span className="sr-only">
                : {finding.ruleTitle}, {placeText(finding)}
              </span>
            </Link>
          </p>
          <Facts finding={finding} reported={reported.get(finding.fingerprint)} />
          {finding.proof === null ? null : (
            <details>
              <summary className="w-fit py-1 text-dim text-sm hover:text-ink">The failing test</summary>
              <FindingProof proof={finding.proof} />
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}

/** What can be done about it on its own page. */
function actText(finding: RunFinding, mayReview: boolean): string {
  const fix = isFixOffered(finding) ? ', apply the fix' : ''
  return mayReview && finding.state === 'open'
    ? `Accept, dismiss${fix} or see all about it`
    : 'See all about it'
}

type FactsProps = { finding: RunFinding; reported: ReportedFinding | undefined }

function Facts({ finding, reported }: FactsProps) {
  const words: [string, string | null | undefined][] = [
    ['Happens when', finding.trigger],
    ['To keep its kind out', finding.prevention ?? reported?.prevention],
    ['What speaks against it', finding.doubt ?? reported?.doubt],
    ['Put last', finding.demoted?.why],
  ]
  const patch = reported?.patch ?? null
  return (
    <>
      {words.map(([head, text]) =>
        text == null || text === '' ? null : (
          <p key={head} className="text-dim text-sm">
            <span className="font-medium">{head}:</span> <Inline text={text} />
          </p>
        ),
      )}
      {patch === null || finding.fixCheck === null ? null : (
        <details>
          <summary className="w-fit py-1 text-dim text-sm hover:text-ink">The fix, tried in a copy</summary>
          <div className="mt-1 grid gap-1.5">
            <FixChecks check={finding.fixCheck} />
            <div className="overflow-hidden rounded-md border">
              <PatchView patch={patch} label={`Fix of line ${finding.range.startLine} as a diff`} />
            </div>
          </div>
        </details>
      )}
    </>
  )
}
