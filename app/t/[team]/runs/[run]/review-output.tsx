'use client'

import { LoaderCircle, ShieldCheck } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { noteLines } from '@/components/findings/note-lines'
import { QueryError } from '@/components/queries/fetch-json'
import { type RunFinding, useRunFindings } from '@/components/queries/use-run-findings'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { type ReviewReport, readReport } from '@/lib/domain/review-report'
import type { RunDetail } from '@/lib/domain/run'
import { NoOutput } from './no-output'
import { OutputNotes } from './output-notes'
import { ReviewFindings } from './review-findings'
import { ReviewHeader } from './review-header'
import { ReviewLeftOut } from './review-left-out'
import { ReviewSource } from './review-source'
import { useRunPage } from './run-context'

/** What a review or a prediction found: its verdict, the findings, and the code with each beside its lines. */
export function ReviewOutput() {
  const { team, detail, artifact } = useRunPage()
  const { run } = detail
  const { data, error, refetch } = useRunFindings(team, run.id, run.status === 'done')
  const report = useMemo(() => reportOf(detail), [detail])
  if (run.status === 'queued' || run.status === 'running') {
    return (
      <EmptyState icon={LoaderCircle} title={run.status === 'queued' ? 'Not started yet' : 'Being looked at'}>
        Findings appear here when each has been located and checked. You need not wait on this page.
      </EmptyState>
    )
  }
  if (artifact === null || run.status !== 'done') return <NoOutput />
  if (data === undefined) {
    return error === null ? (
      <Skeleton className="m-3.5 h-64" />
    ) : (
      <ErrorState
        text={error.message}
        requestId={error instanceof QueryError ? error.requestId : null}
        onRetry={() => void refetch()}
      />
    )
  }
  return <Review findings={data} report={report} />
}

function Review({ findings, report }: { findings: readonly RunFinding[]; report: ReviewReport | null }) {
  const { team, detail } = useRunPage()
  const [line, setLine] = useState<number | null>(null)
  const code = useRef<HTMLDivElement>(null)
  const shown = findings.filter(({ hidden }) => hidden === null)
  const isDiff = detail.run.targetKind === 'diff'
  const show = (finding: RunFinding) => {
    setLine(finding.range.startLine)
    // Below its line stands what is said: both are to be in sight.
    const place = isDiff
      ? `[data-file="${CSS.escape(finding.path)}"] [data-line="${finding.range.startLine}"]`
      : `[data-line="${finding.range.startLine}"]`
    requestAnimationFrame(() => code.current?.querySelector(place)?.scrollIntoView({ block: 'center' }))
  }
  const hrefOf = (finding: RunFinding) => `/t/${team}/findings?view=all&finding=${finding.id}`
  return (
    <>
      <ReviewHeader findings={findings} />
      <OutputNotes notes={report?.notes ?? detail.run.figures.notes ?? []} />
      {shown.length === 0 ? (
        <EmptyState icon={ShieldCheck} title="Nothing to say about this code">
          {findings.length > 0
            ? 'What was found is suppressed by earlier verdicts; it is listed below.'
            : 'No rule found anything that is sure enough to be shown.'}
        </EmptyState>
      ) : (
        <ReviewFindings findings={shown} report={report} hrefOf={hrefOf} onShow={show} />
      )}
      <ReviewLeftOut findings={findings} report={report} hrefOf={hrefOf} />
      <div ref={code}>
        <ReviewSource
          line={line}
          notedOf={(path) =>
            noteLines(
              shown.filter((finding) => finding.path === path),
              hrefOf,
            )
          }
        />
      </div>
    </>
  )
}

/** Of the newest artifact that is a report. */
function reportOf({ artifacts }: RunDetail): ReviewReport | null {
  const json = artifacts.find(({ language }) => language === 'json')
  return json === undefined ? null : readReport(json.content)
}
