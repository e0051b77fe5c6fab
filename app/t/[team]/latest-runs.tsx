import { ListChecks } from 'lucide-react'
import Link from 'next/link'
import type { RunColumnId } from '@/components/runs/run-columns'
import { RunTable } from '@/components/runs/run-table'
import { targetText } from '@/components/runs/target-text'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { RunRow } from '@/lib/domain/run'
import { RunCards } from './runs/run-cards'

const COLUMNS: readonly RunColumnId[] = [
  'outcome',
  'source',
  'checks',
  'cost',
  'duration',
  'project',
  'by',
  'created',
]

/** A phone shows four at a time. */
const MOST_CARDS = 6

type LatestRunsProps = { teamSlug: string; runs: readonly RunRow[]; mayLaunch: boolean }

/** The runs of the team to which something happened last, moving in as it does. */
export function LatestRuns({ teamSlug, runs, mayLaunch }: LatestRunsProps) {
  return (
    <Panel
      title="Latest runs"
      actions={
        <Button asChild variant="ghost" size="sm">
          <Link href={`/t/${teamSlug}/runs`}>All runs</Link>
        </Button>
      }
    >
      {runs.length === 0 ? (
        <EmptyState
          icon={ListChecks}
          title="No runs yet"
          action={
            mayLaunch ? (
              <Button asChild>
                <Link href={`/t/${teamSlug}/launch`}>Choose modules to run</Link>
              </Button>
            ) : null
          }
        >
          Launch test generation on a few modules: it works without a model, too.
        </EmptyState>
      ) : (
        <>
          <div className="hidden md:block">
            <LatestRunsTable teamSlug={teamSlug} runs={runs} />
          </div>
          <div className="md:hidden">
            <RunCards team={teamSlug} rows={runs.slice(0, MOST_CARDS)} />
          </div>
        </>
      )}
    </Panel>
  )
}

function LatestRunsTable({ teamSlug, runs }: Omit<LatestRunsProps, 'mayLaunch'>) {
  const target = (run: RunRow) => (
    <Link
      href={`/t/${teamSlug}/runs/${run.id}`}
      title={targetText(run)}
      className="-my-1 block truncate py-1 font-mono text-xs underline-offset-4 hover:underline"
    >
      {targetText(run)}
    </Link>
  )
  return (
    <RunTable
      label="Latest runs"
      runs={runs}
      lead={{ title: 'Target', className: 'max-w-72', cell: target }}
      columns={COLUMNS}
    />
  )
}
