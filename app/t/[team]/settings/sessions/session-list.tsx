'use client'

import { MonitorSmartphone } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import type { SessionRow } from '@/lib/domain/session'
import { formatPlural } from '@/lib/format/format-count'
import { endSessionsAction } from './actions'

/** Where one is signed in, and how to end it. */
export function SessionList({ sessions }: { sessions: readonly SessionRow[] }) {
  const router = useRouter()
  const { run } = useToastAction(endSessionsAction)
  const others = sessions.filter(({ isThis }) => !isThis)
  const end = async (ids: string[]) => {
    const result = await run({ ids })
    if (result.ok) toast.success(`${formatPlural(result.data.ended, 'session')} ended.`)
    router.refresh()
  }
  return (
    <Panel
      title="Your sessions"
      note={formatPlural(sessions.length, 'session')}
      actions={
        others.length === 0 ? null : (
          <ConfirmDialog
            title={`End ${formatPlural(others.length, 'other session')}?`}
            description="Whoever uses them is signed out with the next click. You stay signed in here."
            confirmLabel="End all others"
            onConfirm={() => end(others.map(({ id }) => id))}
          >
            <Button size="sm">End all others</Button>
          </ConfirmDialog>
        )
      }
    >
      <Table label="Your sessions">
        <thead>
          <tr>
            <Th>Where</Th>
            <Th className="max-sm:hidden">Address</Th>
            <Th>Since</Th>
            <Th className="max-sm:hidden">Ends</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Tr key={session.id}>
              <Td className="whitespace-normal">
                {session.browser}{' '}
                {session.isThis ? (
                  <Pill tone="run">
                    <MonitorSmartphone aria-hidden /> this one
                  </Pill>
                ) : null}
                <span className="block text-dim text-xs sm:hidden">{session.address}</span>
              </Td>
              <Td className="text-dim max-sm:hidden">{session.address ?? 'unknown'}</Td>
              <Td className="text-dim">
                <RelativeTime time={session.startedAt} />
              </Td>
              <Td className="text-dim max-sm:hidden">
                <RelativeTime time={session.expiresAt} />
              </Td>
              <Td className="text-right">
                {session.isThis ? null : (
                  <Button
                    variant="ghost"
                    size="sm"
                    aria-label={`End the session of ${session.browser}`}
                    onClick={() => void end([session.id])}
                  >
                    End
                  </Button>
                )}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <p className="border-line-soft border-t px-3.5 py-2 text-dim text-xs">
        A session ends 30 days after its sign-in. Do you not know one of them? End it.
      </p>
    </Panel>
  )
}
