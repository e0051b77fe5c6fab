'use client'

import Link from 'next/link'
import { useLedTo } from '@/components/charts/use-led-to'
import { useWorkflowCosts } from '@/components/queries/use-workflow-costs'
import { ErrorState } from '@/components/ui/error-state'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { WorkflowCost, WorkflowCosts } from '@/lib/domain/workflow-cost'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { formatList } from '@/lib/format/format-list'
import { formatMoney } from '@/lib/format/format-money'
import { type DashboardState, toAsk } from '../dashboard-filters'
import { useDashboard } from '../use-dashboard'

type WorkflowCostTableProps = {
  team: string
  initialState: DashboardState
  initial: WorkflowCosts | undefined
}

/** What each workflow costs: planned, estimated at launch, and come to. */
export function WorkflowCostTable({ team, initialState, initial }: WorkflowCostTableProps) {
  const { ask } = useDashboard()
  const asRendered = JSON.stringify(ask) === JSON.stringify(toAsk(initialState))
  useLedTo('workflow-costs')
  const { data, error, refetch } = useWorkflowCosts(team, ask, asRendered ? initial : undefined)
  return (
    <Panel
      id="workflow-costs"
      title="What does each workflow cost?"
      note="planned, estimated at launch, and come to"
      className="mt-3 scroll-mt-14"
      aria-busy={data === undefined && error === null}
    >
      {data !== undefined ? (
        <>
          <Rows team={team} costs={data} />
          <p className="border-line-soft border-t px-3.5 py-2 text-dim text-xs">
            A run here is one that called a model. Planned: the plan of January 2026. Estimated: launches
            whose runs have all ended{data.launchesCapped ? ', the newest 300' : ''}; what they were likely to
            cost, and what they did. {tellDays(data.days)}
            {data.ignored.length > 0
              ? ` Shows all: it cannot be filtered by ${formatList(data.ignored, 'or').toLowerCase()}.`
              : ''}
          </p>
        </>
      ) : error === null ? (
        <Skeleton className="m-3.5 h-52" />
      ) : (
        <ErrorState text={error.message} onRetry={() => void refetch()} />
      )}
    </Panel>
  )
}

/** Over what the cost of a day is a mean. */
function tellDays(days: number): string {
  if (days < 1) return 'A day: not told, as less than a day of the team is shown.'
  return `A day: the mean of ${days.toFixed(1).replace(/\.0$/, '')} ${days === 1 ? 'day' : 'days'}; those before the team’s first run do not count.`
}

const NONE = <span className="text-dim">no data</span>

function Rows({ team, costs }: { team: string; costs: WorkflowCosts }) {
  return (
    <Table label="What each workflow costs">
      <thead>
        <tr>
          <Th>Workflow</Th>
          <Th className="text-right">A run cost</Th>
          <Th className="text-right">planned</Th>
          <Th className="text-right">Tokens a run</Th>
          <Th className="text-right">planned</Th>
          <Th className="text-right">Launches cost</Th>
          <Th className="text-right">estimated</Th>
          <Th className="text-right">Within the estimate</Th>
          <Th className="text-right">A day cost</Th>
          <Th className="text-right">planned</Th>
        </tr>
      </thead>
      <tbody>
        {costs.rows.map((row) => (
          <Tr key={row.workflow}>
            <Td>
              <Link
                href={`/t/${team}/runs?workflow=${row.workflow}`}
                className="-my-1 inline-block py-1 underline-offset-4 hover:underline"
              >
                {WORKFLOW_TITLE[row.workflow]}
              </Link>
              <span className="pl-1.5 text-dim text-xs">
                n {formatCount(row.modelRuns)} of {formatPlural(row.runs, 'run')}
              </span>
            </Td>
            <Td numeric>{row.perModelRun === null ? NONE : formatMoney(row.perModelRun.costNanoUsd)}</Td>
            <Td numeric className="text-dim">
              {formatMoney(row.planned.costNanoUsd)}
            </Td>
            <Td numeric>{row.perModelRun === null ? NONE : formatCount(row.perModelRun.tokens)}</Td>
            <Td numeric className="text-dim">
              {formatCount(row.planned.tokens)}
            </Td>
            <Estimated estimated={row.estimated} />
            <Td numeric>
              {row.runs === 0 || row.costPerDayNanoUsd === null ? NONE : formatMoney(row.costPerDayNanoUsd)}
            </Td>
            <Td numeric className="text-dim">
              {formatMoney(row.planned.costPerDayNanoUsd)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function Estimated({ estimated }: Pick<WorkflowCost, 'estimated'>) {
  if (estimated === null) {
    return (
      <>
        <Td numeric>{NONE}</Td>
        <Td numeric>{NONE}</Td>
        <Td numeric>{NONE}</Td>
      </>
    )
  }
  return (
    <>
      <Td numeric>{formatMoney(estimated.actualNanoUsd)}</Td>
      <Td numeric className="text-dim">
        {formatMoney(estimated.likelyNanoUsd)}
      </Td>
      <Td numeric>
        {formatCount(estimated.withinRange)} of {formatPlural(estimated.launches, 'launch', 'launches')}
      </Td>
    </>
  )
}
