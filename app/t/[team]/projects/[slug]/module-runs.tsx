'use client'

import Link from 'next/link'
import { QueryError } from '@/components/queries/fetch-json'
import { useRuns } from '@/components/queries/use-runs'
import type { RunColumnId } from '@/components/runs/run-columns'
import { RunTable } from '@/components/runs/run-table'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import type { RunRow } from '@/lib/domain/run'
import { RunQuery } from '@/lib/domain/run-query'

const COLUMNS: readonly RunColumnId[] = ['workflow', 'outcome', 'source', 'checks', 'cost']

type ModuleRunsProps = { teamSlug: string; projectSlug: string; path: string }

/** What was run on this module, newest first. */
export function ModuleRuns({ teamSlug, projectSlug, path }: ModuleRunsProps) {
  const { cursor: _cursor, limit: _limit, ...filters } = RunQuery.parse({ project: projectSlug, q: path })
  const runs = useRuns(teamSlug, filters)
  if (runs.isPending) return <Skeleton className="m-3.5 h-40" />
  if (runs.error) {
    const requestId = runs.error instanceof QueryError ? runs.error.requestId : null
    return <ErrorState text={runs.error.message} requestId={requestId} onRetry={() => void runs.refetch()} />
  }
  // The search is "contains": a path may be the end of a longer one.
  const rows = runs.data.pages.flatMap((page) => page.rows).filter((run) => run.targetPath === path)
  if (rows.length === 0)
    return <EmptyState title="No run yet">Press “Run” to launch a workflow on it.</EmptyState>
  const launched = (run: RunRow) => (
    <Link href={`/t/${teamSlug}/runs/${run.id}`} className="underline underline-offset-4">
      <RelativeTime time={run.createdAt} />
    </Link>
  )
  return (
    <RunTable
      label={`Runs of ${path}`}
      runs={rows}
      lead={{ title: 'Launched', cell: launched }}
      columns={COLUMNS}
    />
  )
}
