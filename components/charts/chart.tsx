'use client'

import { QueryError } from '@/components/queries/fetch-json'
import { type ChartAsk, useChart } from '@/components/queries/use-chart'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import type { ChartAnnotation, ChartData, ChartId } from '@/lib/domain/chart'
import { formatList } from '@/lib/format/format-list'
import { DRAWING_PX, LEGEND_PX } from './chart-layout'
import { ChartPanel } from './chart-panel'
import { pointWindow } from './chart-times'
import { GroupMenu } from './group-menu'
import { runsHref } from './runs-href'
import { tellAsk } from './tell-ask'
import { useLedTo } from './use-led-to'

type ChartProps = {
  team: string
  id: ChartId
  /** names the panel while there is no answer that brings its title */
  title: string
  /** range and filters of the page */
  ask: ChartAsk
  /** by what it is split; null: its own first choice */
  group: string | null
  onGroup: (group: string) => void
  onZoom: (window: { from: string; until: string }) => void
  /** what the server answered to just this question */
  initial?: ChartData | undefined
  annotations: readonly ChartAnnotation[]
}

/** One question of a dashboard: asked, answered, kept live. Every point leads to the runs behind it. */
export function Chart({ team, id, title, ask, group, onGroup, onZoom, initial, annotations }: ChartProps) {
  const { data, error, isPlaceholderData, refetch } = useChart(team, id, { ...ask, group }, initial)
  useLedTo(id)
  if (data === undefined) {
    return (
      <Panel id={id} title={title} className="scroll-mt-14" aria-busy={error === null}>
        <div style={{ height: DRAWING_PX + LEGEND_PX }} className="grid">
          {error === null ? (
            <Skeleton className="m-3.5" />
          ) : error instanceof QueryError && error.status === 403 ? (
            <EmptyState title="Not for you to see" className="content-center">
              {error.message}
            </EmptyState>
          ) : (
            <ErrorState
              className="content-center"
              text={error.message}
              requestId={error instanceof QueryError ? error.requestId : null}
              onRetry={() => void refetch()}
            />
          )}
        </div>
      </Panel>
    )
  }
  return (
    <ChartPanel
      id={id}
      chart={data}
      annotations={annotations}
      fileName={`${team}-${id}`}
      about={tellAsk(team, ask)}
      stale={isPlaceholderData}
      controls={<GroupMenu title={data.title} value={data.group} groups={data.groups} onChange={onGroup} />}
      caption={
        <>
          {data.ignored.length > 0 ? (
            <p className="px-3.5 pt-2 text-warn text-xs">
              Shows all: it cannot be filtered by {formatList(data.ignored, 'or').toLowerCase()}.
            </p>
          ) : null}
          {error === null ? null : (
            <p role="alert" className="px-3.5 pt-2 text-bad text-xs">
              Not up to date: {error.message}
            </p>
          )}
        </>
      }
      hrefOf={({ index, series }) =>
        runsHref(
          team,
          data.series.find(({ key }) => key === series),
          pointWindow(data, index) ?? { from: data.from, until: data.until },
        )
      }
      onZoom={onZoom}
    />
  )
}
