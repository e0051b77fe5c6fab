import { ListChecks } from 'lucide-react'
import Link from 'next/link'
import { RUN_COLUMNS, type RunColumnId } from '@/components/runs/run-columns'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RunRow } from '@/lib/domain/run'
import { RunCards } from './runs/run-cards'

const SHOWN: readonly RunColumnId[] = [
  'outcome',
  'source',
  'checks',
  'cost',
  'duration',
  'project',
  'by',
  'created',
]
const COLUMNS = SHOWN.flatMap((id) => RUN_COLUMNS.filter((column) => column.id === id))

type LatestRunsProps = { teamSlug: string; runs: readonly RunRow[]; mayLaunch: boolean }

/** The newest runs of the team, moving in as they happen. */
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
            <RunCards team={teamSlug} rows={runs} />
          </div>
        </>
      )}
    </Panel>
  )
}

function LatestRunsTable({ teamSlug, runs }: Omit<LatestRunsProps, 'mayLaunch'>) {
  return (
    <Table label="Latest runs">
      <thead>
        <tr>
          <Th>Target</Th>
          {COLUMNS.map((column) => (
            <Th key={column.id} className={column.numeric ? 'text-right' : undefined}>
              {column.title}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Tr key={run.id}>
            <Td className="max-w-72">
              <Link
                href={`/t/${teamSlug}/runs/${run.id}`}
                title={run.targetPath}
                className="-my-1 block truncate py-1 font-mono text-xs underline-offset-4 hover:underline"
              >
                {run.targetPath}
                {run.targetName === null ? '' : ` ${run.targetName}`}
              </Link>
            </Td>
            {COLUMNS.map((column) => (
              <Td key={column.id} numeric={column.numeric}>
                {column.cell(run)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
