import { History } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { AuditRow } from '@/lib/domain/audit'

type AuditTableProps = {
  team: string
  rows: readonly AuditRow[]
  /** shows only what was done to this thing */
  onSubject: (id: string) => void
}

/** Acts, newest first. On a small screen everything stands in one column. */
export function AuditTable({ team, rows, onSubject }: AuditTableProps) {
  return (
    <Table label="Audit log">
      <thead>
        <tr>
          <Th className="max-sm:hidden">When</Th>
          <Th className="max-sm:hidden">Who</Th>
          <Th>What</Th>
          <Th className="max-sm:hidden">Request</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="align-top text-dim max-sm:hidden">
              <RelativeTime time={row.at} />
            </Td>
            <Td className="min-w-36 max-w-48 whitespace-normal align-top wrap-anywhere max-sm:hidden">
              {row.who}
            </Td>
            <Td className="whitespace-normal align-top wrap-anywhere">
              <span className="block text-dim text-sm sm:hidden">
                {row.who}, <RelativeTime time={row.at} />
              </span>
              {row.did}
              <Subject team={team} row={row} onSubject={onSubject} />
              {row.detail === '' ? null : <span className="block text-dim text-sm">{row.detail}</span>}
            </Td>
            <Td className="max-w-36 truncate align-top font-mono text-faint text-xs max-sm:hidden">
              <span title={row.requestId ?? undefined}>{row.requestId?.slice(0, 13) ?? ''}</span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

type SubjectProps = { team: string; row: AuditRow; onSubject: (id: string) => void }

function Subject({ team, row, onSubject }: SubjectProps) {
  const { subject, subjectId, path } = row
  if (subject === null || path === null || subjectId === null) return null
  return (
    <>
      {': '}
      <Link className="font-medium hover:underline underline-offset-4" href={`/t/${team}${path}`}>
        {subject}
      </Link>{' '}
      <Button
        variant="ghost"
        size="icon-sm"
        title="All that was done to it"
        aria-label={`All that was done to ${subject}`}
        onClick={() => onSubject(subjectId)}
      >
        <History aria-hidden />
      </Button>
    </>
  )
}
