import { CircleCheck, CircleStop, Unplug } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { WorkerRow } from '@/lib/domain/worker'
import { formatDuration } from '@/lib/format/format-duration'

const STATE = {
  alive: { tone: 'verified', icon: CircleCheck },
  silent: { tone: 'warn', icon: Unplug },
  stopped: { tone: 'neutral', icon: CircleStop },
} as const satisfies Record<WorkerRow['state'], unknown>

/** The processes that execute runs. */
export function WorkersPanel({ workers }: { workers: readonly WorkerRow[] }) {
  const alive = workers.filter((worker) => worker.state === 'alive').length
  return (
    <Panel
      title="Workers"
      note={alive === 0 ? 'none is alive: runs wait' : `${alive} alive, n = ${workers.length} in 24 h`}
    >
      {workers.length === 0 ? (
        <EmptyState title="No worker has run in the last day">
          Runs stay queued until one does. <code className="font-mono text-xs">npm start</code> starts one;{' '}
          <code className="font-mono text-xs">npm run start:worker</code> adds another.
        </EmptyState>
      ) : (
        <>
          <WorkerCards workers={workers} />
          <div className="max-md:hidden">
            <Table label="Workers">
              <thead>
                <tr>
                  <Th>State</Th>
                  <Th>Machine</Th>
                  <Th className="text-right">Process</Th>
                  <Th>Engine</Th>
                  <Th className="text-right">Last heard of</Th>
                  <Th className="text-right">Started</Th>
                </tr>
              </thead>
              <tbody>
                {workers.map((worker) => (
                  <Tr key={worker.id}>
                    <Td>
                      <StatePill state={worker.state} />
                    </Td>
                    <Td>{worker.host}</Td>
                    <Td numeric>{worker.pid}</Td>
                    <Td className="text-dim">{worker.version}</Td>
                    <Td numeric>{formatDuration(Math.max(0, worker.silentMs))} ago</Td>
                    <Td numeric>
                      <RelativeTime time={worker.startedAt} className="text-dim" />
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </div>
        </>
      )}
    </Panel>
  )
}

/** Workers on a small screen: one card each. */
function WorkerCards({ workers }: { workers: readonly WorkerRow[] }) {
  return (
    <ul aria-label="Workers" className="divide-y divide-line-soft md:hidden">
      {workers.map((worker) => (
        <li key={worker.id} className="grid gap-1 px-3.5 py-2.5">
          <span className="flex flex-wrap items-center gap-2">
            <StatePill state={worker.state} />
            <span className="wrap-anywhere">{worker.host}</span>
            <span className="text-dim text-sm">process {worker.pid}</span>
          </span>
          <span className="text-dim text-xs">
            engine {worker.version} · heard of {formatDuration(Math.max(0, worker.silentMs))} ago · started{' '}
            <RelativeTime time={worker.startedAt} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function StatePill({ state }: Pick<WorkerRow, 'state'>) {
  const { tone, icon: Icon } = STATE[state]
  return (
    <Pill tone={tone}>
      <Icon aria-hidden /> {state}
    </Pill>
  )
}
