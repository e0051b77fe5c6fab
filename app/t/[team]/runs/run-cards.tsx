import Link from 'next/link'
import { ReviewNote } from '@/components/findings/review-note'
import { OutcomeCell } from '@/components/runs/outcome-cell'
import { RunDuration } from '@/components/runs/run-duration'
import { figuresText } from '@/components/runs/run-words'
import { targetText } from '@/components/runs/target-text'
import { TemplateReason } from '@/components/runs/template-reason'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import { SourcePill } from '@/components/ui/status-pill'
import type { RunRow } from '@/lib/domain/run'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'

type RunCardsProps = {
  team: string
  rows: readonly RunRow[]
  /** the card the keyboard is on */
  currentId?: string | null
  selected?: ReadonlySet<string>
}

/** Runs on a small screen: one card each, the whole card is the link. */
export function RunCards({ team, rows, currentId = null, selected }: RunCardsProps) {
  return (
    <ul aria-label="Runs" className="divide-y divide-line-soft">
      {rows.map((run) => (
        <li
          key={run.id}
          data-run={run.id}
          aria-current={run.id === currentId ? 'true' : undefined}
          className={cn(
            'relative grid gap-1.5 px-3.5 py-2.5 aria-[current]:bg-accent-soft',
            selected?.has(run.id) && 'bg-line-soft',
          )}
        >
          <Link
            href={`/t/${team}/runs/${run.id}`}
            prefetch={false}
            className="font-mono text-sm wrap-anywhere after:absolute after:inset-0"
          >
            {targetText(run)}
          </Link>
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <OutcomeCell run={run} />
            {run.source === null ? null : <SourcePill value={run.source} />}
            <TemplateReason run={run} />
            <span className="text-sm">{figuresText(run.figures, formatPercent)}</span>
          </div>
          <ReviewNote run={run} />
          <p className="text-dim text-xs">
            {run.projectName} · {WORKFLOW_TITLE[run.workflow]} ·{' '}
            {run.costNanoUsd === null ? null : `${formatMoney(run.costNanoUsd)} · `}
            <RunDuration run={run} /> · {run.createdByName}, <RelativeTime time={run.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}
