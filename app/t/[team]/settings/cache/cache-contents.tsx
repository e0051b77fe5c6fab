import { Database } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { CacheOverview, CacheShare } from '@/lib/domain/cache'
import { WorkflowName } from '@/lib/domain/words'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { formatBytes } from '@/lib/format/format-bytes'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { formatDuration } from '@/lib/format/format-duration'
import { formatMoney } from '@/lib/format/format-money'

const BYTES_PER_MEGABYTE = 1_048_576

/** What is stored, and what it has saved, by workflow. */
export function CacheContents({ overview: { total, shares, limits } }: { overview: CacheOverview }) {
  if (total.entries === 0 && total.hits === 0) {
    return (
      <Panel title="What is stored">
        <EmptyState icon={Database} title="Nothing is stored yet">
          What a run makes is kept, and checked again before it is served: the same code asked about twice
          costs nothing the second time. Comments and layout make no difference.
        </EmptyState>
      </Panel>
    )
  }
  return (
    <Panel
      title="What is stored"
      note={`${formatPlural(total.entries, 'result')}, ${formatBytes(total.bytes)} of ${formatBytes(limits.megabytes * BYTES_PER_MEGABYTE)}`}
    >
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-line-soft border-b p-3.5 sm:grid-cols-4">
        <Figure name="Served">{formatPlural(total.hits, 'time')}</Figure>
        <Figure name="Money saved">{formatMoney(total.savedNanoUsd)}</Figure>
        <Figure name="Making time saved">{formatDuration(total.savedMs)}</Figure>
        <Figure name="Oldest result">
          {total.oldestAt === null ? (
            <span className="text-dim">none</span>
          ) : (
            <RelativeTime time={total.oldestAt} />
          )}
        </Figure>
      </dl>
      <Table label="Cache by workflow">
        <thead>
          <tr>
            <Th>Workflow</Th>
            <Th className="text-right">Results</Th>
            <Th className="text-right">Size</Th>
            <Th className="text-right">Served</Th>
            <Th className="text-right">Money saved</Th>
            <Th className="text-right">Time saved</Th>
            <Th className="text-right">Oldest</Th>
          </tr>
        </thead>
        <tbody>
          {(shares.workflow ?? []).map((share) => (
            <ShareRow key={share.value} share={share} />
          ))}
        </tbody>
      </Table>
      <p className="px-3.5 py-2.5 text-dim text-xs">
        Saved is what making the served results cost when they were made. Results that were pruned count for
        another 30 days. A served result that does not pass its check is not counted, and is made anew.
      </p>
    </Panel>
  )
}

function ShareRow({ share }: { share: CacheShare }) {
  return (
    <Tr>
      <Td>{labelOf(share)}</Td>
      <Td numeric>{formatCount(share.entries)}</Td>
      <Td numeric>{formatBytes(share.bytes)}</Td>
      <Td numeric>{formatCount(share.hits)}</Td>
      <Td numeric>{formatMoney(share.savedNanoUsd)}</Td>
      <Td numeric>{formatDuration(share.savedMs)}</Td>
      <Td numeric>
        {share.oldestAt === null ? (
          <span className="text-dim">none</span>
        ) : (
          <RelativeTime time={share.oldestAt} className="text-dim" />
        )}
      </Td>
    </Tr>
  )
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-dim text-sm">{name}</dt>
      <dd className="font-semibold text-lg">{children}</dd>
    </div>
  )
}

function labelOf(share: CacheShare): string {
  const name = WorkflowName.safeParse(share.value)
  return name.success ? WORKFLOW_TITLE[name.data] : share.label
}
