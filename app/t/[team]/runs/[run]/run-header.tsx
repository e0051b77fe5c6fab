'use client'

import type { ReactNode } from 'react'
import { RunDuration } from '@/components/runs/run-duration'
import { WORKFLOW_TITLE } from '@/components/runs/run-words'
import { PageHeader } from '@/components/ui/page-header'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import { RunPill, SourcePill } from '@/components/ui/status-pill'
import { formatMoney } from '@/lib/format/format-money'
import { useRunPage } from './run-context'

/** What ran, what became of it in words, what it cost, who started it. */
export function RunHeader({ actions }: { actions: ReactNode }) {
  const { team, detail } = useRunPage()
  const { run } = detail
  const target = run.targetName === null ? run.targetPath : `${run.targetPath}:${run.targetName}`
  return (
    <PageHeader
      crumbs={[
        { label: 'Runs', href: `/t/${team}/runs` },
        { label: run.projectName, href: `/t/${team}/projects/${run.projectSlug}` },
      ]}
      title={<span className="font-mono text-lg">{target}</span>}
      badges={
        <span className="flex flex-wrap items-center gap-1.5" aria-live="polite">
          <RunPill status={run.status} verdict={run.verdict} />
          {run.source === null ? null : <SourcePill value={run.source} />}
          {run.reviewVerdict === null ? null : <Pill>{run.reviewVerdict}</Pill>}
        </span>
      }
      note={
        <p>
          {run.verdictText === null ? null : <span className="text-ink">{run.verdictText} · </span>}
          {WORKFLOW_TITLE[run.workflow]}
          {run.promptVersion === null ? null : <> · prompt {run.promptVersion.split('/').at(-1)}</>} ·{' '}
          {formatMoney(run.costNanoUsd)} · <RunDuration run={run} /> · {run.createdByName},{' '}
          <RelativeTime time={run.createdAt} />
        </p>
      }
      actions={actions}
    />
  )
}
