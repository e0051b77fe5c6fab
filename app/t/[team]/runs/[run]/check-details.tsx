'use client'

import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { CodeView } from '@/components/code/code-view'
import { coverageSentence } from '@/components/code/coverage-legend'
import { CHECK_KIND_WORDS, CheckPill } from '@/components/runs/check-pill'
import { CopyButton } from '@/components/ui/copy-button'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import type { RunDetail } from '@/lib/domain/run'
import { formatDuration } from '@/lib/format/format-duration'
import { MissedMistakes } from './planted-mistakes'
import { useRunPage } from './run-context'
import { TestTable } from './test-table'

type Check = RunDetail['checks'][number]

/** One execution: its outcome in a line, its facts when opened. */
export function CheckDetails({ check, initiallyOpen }: { check: Check; initiallyOpen: boolean }) {
  const { figures } = check
  // What was compared and not run has neither command nor time.
  const isExecution = check.command !== null || check.exitCode !== null || check.sandbox !== null
  const { detail } = useRunPage()
  // The command above is the sandbox's: nobody else has its folders.
  const path = detail.artifacts[0]?.path
  const isTests = figures.tests !== undefined && path !== undefined
  const pytest = isTests ? `PYTHONHASHSEED=${figures.hashSeed ?? 0} python3 -m pytest ${path}` : null
  return (
    <details open={initiallyOpen} className="group">
      <summary className="flex list-none flex-wrap items-center gap-x-2.5 gap-y-1 px-3.5 py-2 hover:bg-line-soft/60">
        <ChevronRight
          className="size-3.5 shrink-0 text-faint transition-transform group-open:rotate-90"
          aria-hidden
        />
        {figures.mutation === undefined ? <CheckPill value={check.outcome} /> : <Pill>measured</Pill>}
        <span className="font-medium">{CHECK_KIND_WORDS[check.kind] ?? check.kind}</span>
        <span className="text-dim">{check.summary}</span>
        {check.required ? <Pill>decides the verdict</Pill> : null}
        <span className="ml-auto text-dim text-sm">
          {check.exitCode === null ? null : `exit ${check.exitCode} · `}
          {isExecution ? formatDuration(check.durationMs) : null}
        </span>
      </summary>
      <div className="grid gap-3 px-3.5 pt-1 pb-4">
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
          {check.command === null ? null : (
            <Fact term="In the sandbox">
              <span className="flex items-start gap-1">
                <code className="min-w-0 font-mono text-xs leading-5 wrap-anywhere">{check.command}</code>
                <CopyButton text={check.command} label="Copy the command" className="-my-1" />
              </span>
            </Fact>
          )}
          {pytest === null ? null : (
            <Fact term="On your machine">
              <span className="flex items-start gap-1">
                <code className="min-w-0 font-mono text-xs leading-5 wrap-anywhere">{pytest}</code>
                <CopyButton text={pytest} label="Copy the pytest command" className="-my-1" />
              </span>
            </Fact>
          )}
          {isExecution && figures.mutation === undefined ? (
            <Fact term="Exit code">{check.exitCode ?? 'none: it did not end by itself'}</Fact>
          ) : null}
          {check.sandbox === null ? null : <Fact term="Sandbox">{check.sandbox}</Fact>}
          {figures.hashSeed === undefined ? null : <Fact term="Hash seed">{figures.hashSeed}</Fact>}
          {figures.coverage === undefined ? null : (
            <Fact term="Coverage">{coverageSentence(figures.coverage)}</Fact>
          )}
          <Fact term="When">
            <RelativeTime time={check.createdAt} />
          </Fact>
        </dl>
        {figures.mutation === undefined || figures.mutation.survivors.length === 0 ? null : (
          <MissedMistakes missed={figures.mutation.survivors} />
        )}
        {figures.tests === undefined || figures.tests.length === 0 ? null : (
          <TestTable tests={figures.tests} />
        )}
        {check.log === null || check.log === '' ? null : (
          <section className="overflow-hidden rounded-md border">
            <header className="flex items-center border-line-soft border-b py-0.5 pr-1 pl-3">
              <h3 className="flex-1 font-medium text-dim text-xs">Log</h3>
              <CopyButton text={check.log} label="Copy the log" />
            </header>
            <CodeView code={check.log} language="text" label={`Log of ${check.kind}`} className="max-h-80" />
          </section>
        )}
      </div>
    </details>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-dim">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
