'use client'

import { Clock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { isOffline } from '@/components/queries/is-offline'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import type { InvitationRow } from '@/lib/domain/team'
import { revokeInvitationAction } from './actions'

type InvitationListProps = { teamSlug: string; invitations: readonly InvitationRow[] }

/** Links that were made and not used yet. */
export function InvitationList({ teamSlug, invitations }: InvitationListProps) {
  const router = useRouter()
  const { run } = useToastAction(revokeInvitationAction)
  const revoke = async (invitationId: string) => {
    const result = await run({ team: teamSlug, invitationId })
    if (result.ok) toast.success('The invitation was taken back.')
    if (!isOffline()) router.refresh()
  }
  return (
    <Panel title="Open invitations">
      <Table label="Open invitations">
        <thead>
          <tr>
            <Th>For</Th>
            <Th className="max-sm:hidden">Role</Th>
            <Th className="max-sm:hidden">By</Th>
            <Th className="max-sm:hidden">Works until</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <Tr key={invitation.id}>
              <Td className="max-sm:whitespace-normal max-sm:wrap-anywhere">
                {invitation.email ?? <span className="text-dim">whoever has the link</span>}
                <span className="flex flex-wrap items-center gap-1.5 text-dim text-sm sm:hidden">
                  {invitation.role} · {invitation.expired ? null : 'ends '}
                  <WorksUntil invitation={invitation} />
                </span>
              </Td>
              <Td className="max-sm:hidden">{invitation.role}</Td>
              <Td className="text-dim max-sm:hidden">{invitation.invitedByName}</Td>
              <Td className="max-sm:hidden">
                <WorksUntil invitation={invitation} />
              </Td>
              <Td className="text-right">
                <ConfirmDialog
                  title="Take this invitation back?"
                  description="Its link stops working at once. You can make a new one."
                  confirmLabel="Take it back"
                  onConfirm={() => revoke(invitation.id)}
                >
                  <Button variant="ghost" size="sm">
                    Take back
                  </Button>
                </ConfirmDialog>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  )
}

function WorksUntil({ invitation }: { invitation: InvitationRow }) {
  if (!invitation.expired) return <RelativeTime time={invitation.expiresAt} className="text-dim" />
  return (
    <Pill tone="warn">
      <Clock aria-hidden /> expired
    </Pill>
  )
}
