import type { ReactNode } from 'react'
import { RelativeTime } from '@/components/ui/relative-time'
import { SourcePill } from '@/components/ui/status-pill'
import type { RunRow } from '@/lib/domain/run'
import type { RunSort } from '@/lib/domain/run-query'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'
import { OutcomeCell } from './outcome-cell'
import { RunDuration } from './run-duration'
import { figuresText } from './run-words'

export const RUN_COLUMN_IDS = [
  'project',
  'workflow',
  'outcome',
  'source',
  'checks',
  'review',
  'cost',
  'duration',
  'by',
  'created',
] as const
export type RunColumnId = (typeof RUN_COLUMN_IDS)[number]

export interface RunColumn {
  id: RunColumnId
  title: string
  /** its width where columns are fixed: what it holds fits, or wraps */
  minRem: number
  /** CSS width that grows with the table's container, from `minRem` */
  width?: string
  numeric?: boolean
  /** sort orders that a click on the head goes through */
  sorts?: readonly RunSort[]
  cell: (run: RunRow) => ReactNode
}

export const DEFAULT_COLUMNS: RunColumnId[] = [
  'project',
  'outcome',
  'source',
  'checks',
  'cost',
  'duration',
  'created',
]

/** What is left of them beside an open peek panel. */
export const PEEK_COLUMNS: readonly RunColumnId[] = ['outcome', 'checks', 'duration']

const none = <span className="text-faint">–</span>

/** Columns after the target, which is always there. */
export const RUN_COLUMNS: readonly RunColumn[] = [
  {
    id: 'project',
    title: 'Project',
    minRem: 5.5,
    cell: (run) => (
      <span className="block max-w-40 truncate text-dim" title={run.projectName}>
        {run.projectName}
      </span>
    ),
  },
  { id: 'workflow', title: 'Workflow', minRem: 8, cell: (run) => WORKFLOW_TITLE[run.workflow] },
  {
    id: 'outcome',
    title: 'Outcome',
    minRem: 8.25,
    width: 'clamp(8.25rem, 100cqw - 50rem, 14.5rem)',
    cell: (run) => <OutcomeCell run={run} />,
  },
  {
    id: 'source',
    title: 'Source',
    minRem: 6,
    cell: (run) => (run.source === null ? none : <SourcePill value={run.source} className="align-middle" />),
  },
  {
    id: 'checks',
    title: 'Checks',
    minRem: 8.5,
    numeric: true,
    cell: checksCell,
  },
  {
    id: 'review',
    title: 'Review',
    minRem: 8.5,
    cell: (run) => (run.reviewVerdict === null && run.rating === null ? none : reviewText(run)),
  },
  {
    id: 'cost',
    title: 'Cost',
    minRem: 4.25,
    numeric: true,
    sorts: ['cost'],
    cell: (run) => (run.startedAt === null ? none : formatMoney(run.costNanoUsd)),
  },
  {
    id: 'duration',
    title: 'Time',
    minRem: 5.5,
    numeric: true,
    sorts: ['duration'],
    cell: (run) => <RunDuration run={run} />,
  },
  {
    id: 'by',
    title: 'By',
    minRem: 6.5,
    cell: (run) => (
      <span className="block max-w-32 truncate text-dim" title={run.createdByName}>
        {run.createdByName}
      </span>
    ),
  },
  {
    id: 'created',
    title: 'Launched',
    minRem: 5.75,
    numeric: true,
    sorts: ['newest', 'oldest'],
    cell: (run) => <RelativeTime time={run.createdAt} className="text-dim" />,
  },
]

type Paid = Pick<RunRow, 'costNanoUsd'>

/** Whether what the runs cost is not shown to who looks. */
export const hidesCosts = (runs: readonly Paid[]) =>
  runs.length > 0 && runs.every(({ costNanoUsd }) => costNanoUsd === null)

/** Those that say something of these runs: what they cost is left out where it may not be seen. */
export function shownColumns(ids: readonly RunColumnId[], runs: readonly Paid[]): RunColumnId[] {
  return hidesCosts(runs) ? ids.filter((id) => id !== 'cost') : [...ids]
}

/** The word "lines" is left to the tooltip: the column would be the widest of all. */
function checksCell(run: RunRow): ReactNode {
  const text = figuresText(run.figures, formatPercent)
  return text === null ? none : <span title={text}>{text.replace(/ lines$/, '')}</span>
}

function reviewText(run: RunRow): string {
  const parts = [run.reviewVerdict, run.rating === null ? null : `${run.rating} of 5`]
  return parts.filter((part) => part !== null).join(' · ')
}
