'use client'

import { ArrowUpRight, X } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { CodeView } from '@/components/code/code-view'
import { QueryError } from '@/components/queries/fetch-json'
import { useRun } from '@/components/queries/use-run'
import { FailureText } from '@/components/runs/failure-text'
import { quietSpans } from '@/components/runs/quiet-spans'
import { RunDuration } from '@/components/runs/run-duration'
import { REASON_ADVICE } from '@/components/runs/run-words'
import { Waterfall } from '@/components/runs/waterfall'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import { RunPill, SourcePill } from '@/components/ui/status-pill'
import type { RunDetail } from '@/lib/domain/run'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { formatMoney } from '@/lib/format/format-money'
import { readFailure } from '@/lib/format/read-failure'

type PeekPanelProps = { team: string; runId: string; onClose: () => void }

/** One run beside the table: what became of it, how it got there, the beginning of its output. */
export function PeekPanel({ team, runId, onClose }: PeekPanelProps) {
  const { data, error, refetch } = useRun(team, runId)
  return (
    <aside
      aria-label="Peek at the run"
      className="sticky top-4 hidden max-h-[calc(100dvh-2rem)] min-w-0 self-start overflow-y-auto rounded-lg border bg-panel shadow-panel lg:block"
    >
      <header className="sticky top-0 z-10 flex items-center gap-1 border-line-soft border-b bg-panel py-1.5 pr-1.5 pl-3.5">
        <h2 className="min-w-0 flex-1 truncate font-mono font-semibold text-sm" title={data?.run.targetPath}>
          {data?.run.targetPath ?? 'Loading…'}
        </h2>
        <Button variant="ghost" size="icon-sm" asChild>
          <Link href={`/t/${team}/runs/${runId}`} aria-label="Open the run" title="Open the run">
            <ArrowUpRight aria-hidden />
          </Link>
        </Button>
        <Button variant="ghost" size="icon-sm" aria-label="Close the peek panel" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </header>
      {data !== undefined ? (
        <PeekContent detail={data} />
      ) : error !== null ? (
        <ErrorState
          text={error.message}
          requestId={error instanceof QueryError ? error.requestId : null}
          onRetry={() => void refetch()}
        />
      ) : (
        <div className="grid gap-3 p-3.5">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-32" />
          <Skeleton className="h-48" />
        </div>
      )}
    </aside>
  )
}

function PeekContent({ detail }: { detail: RunDetail }) {
  const { run, artifacts } = detail
  const output = artifacts[0]
  return (
    <>
      <div className="grid gap-2 px-3.5 py-3">
        <div className="flex flex-wrap items-center gap-1.5">
          <RunPill status={run.status} verdict={run.verdict} />
          {run.source === null ? null : <SourcePill value={run.source} />}
        </div>
        {run.verdictText === null ? null : (
          <div>
            <FailureText text={run.verdictText} />
          </div>
        )}
        {run.errorText === null ? null : (
          <div className="text-bad">
            <FailureText text={run.errorText} />
          </div>
        )}
        {run.reason === null ? null : (
          <p className="text-dim text-sm">
            {run.reasonText === null || run.reasonText === run.verdictText
              ? null
              : readFailure(run.reasonText).sentence}{' '}
            {REASON_ADVICE[run.reason]}
          </p>
        )}
        <p className="text-dim text-sm">
          {WORKFLOW_TITLE[run.workflow]} · {run.projectName} ·{' '}
          {run.costNanoUsd === null ? null : `${formatMoney(run.costNanoUsd)} · `}
          <RunDuration run={run} /> · {run.createdByName}, <RelativeTime time={run.createdAt} />
        </p>
      </div>
      {detail.spans.length === 0 ? null : (
        <Section title="From source to verdict">
          <Waterfall
            spans={quietSpans(
              detail.spans.filter((span) => span.tryNumber === run.tryNumber),
              detail,
            )}
            selectedId={null}
            onSelect={null}
          />
        </Section>
      )}
      {output === undefined ? null : (
        <Section title={output.path}>
          <CodeView
            code={output.content}
            language={output.language}
            label={output.path}
            className="max-h-96"
          />
        </Section>
      )}
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-line-soft border-t">
      <h3 className="px-3.5 pt-2.5 font-semibold text-sm">{title}</h3>
      {children}
    </section>
  )
}
