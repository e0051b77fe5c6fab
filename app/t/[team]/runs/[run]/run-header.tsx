'use client'

import type { ReactNode } from 'react'
import { RunDuration } from '@/components/runs/run-duration'
import { targetText } from '@/components/runs/target-text'
import { PageHeader } from '@/components/ui/page-header'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import { RunPill, SourcePill } from '@/components/ui/status-pill'
import type { RunRow } from '@/lib/domain/run'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'

import { readFailure } from '@/lib/format/read-failure'

import { useRunPage } from './run-context'
import { RunCost } from './run-cost'

/** What ran, what became of it in words, what it cost, who started it. */
export function RunHeader({ actions }: { actions: ReactNode }) {
  const { team, detail } = useRunPage()
  const { run } = detail
  const edit = run.status === 'done' ? run.edit : null
  const verdictText = edit === null ? run.verdictText : editText(run, edit)
  return (
    <PageHeader
      crumbs={[
        { label: 'Runs', href: `/t/${team}/runs` },
        { label: run.projectName, href: `/t/${team}/projects/${run.projectSlug}` },
      ]}
      title={<span className="font-mono text-lg">{targetText(run)}</span>}
      badges={
        <span className="flex flex-wrap items-center gap-1.5" aria-live="polite">
          {edit?.isBeingChecked === true ? (
            <RunPill status="running" verdict={null} />
          ) : (
            <RunPill status={run.status} verdict={run.verdict} />
          )}
          {run.source === null ? null : <SourcePill value={run.source} />}
          {run.reviewVerdict === null ? null : <Pill>{run.reviewVerdict}</Pill>}
        </span>
      }
      note={
        <p>
          {verdictText === null ? null : (
            <span className="text-ink">{readFailure(verdictText).sentence} · </span>
          )}
          {WORKFLOW_TITLE[run.workflow]}
          {run.promptVersion === null ? null : <> · prompt {run.promptVersion.split('/').at(-1)}</>} ·{' '}
          <RunCost detail={detail} /> · <RunDuration run={run} /> · {run.createdByName},{' '}
          <RelativeTime time={run.createdAt} />
        </p>
      }
      actions={actions}
    />
  )
}

/** "version 2: rejected, 7 passed, 1 failed · the run's own: verified, 6 tests pass twice" */
function editText(run: RunRow, edit: NonNullable<RunRow['edit']>): string {
  const found = (run.verdictText ?? '').replace(/^Edited: /, '').replace(/\.$/, '')
  const now = edit.isBeingChecked ? 'being checked' : `${run.verdict}, ${found}`
  const { verdict, verdictText } = run.own
  return `version ${edit.version}: ${now} · the run’s own: ${verdict}, ${verdictText}`
}
