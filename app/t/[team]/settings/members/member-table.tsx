'use client'

import { useRouter } from 'next/navigation'
import { isOffline } from '@/components/queries/is-offline'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { Select } from '@/components/ui/select'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import { can } from '@/lib/domain/roles'
import { type MemberRow, mayAssignRole } from '@/lib/domain/team'
import type { Role } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import { changeRoleAction, endMemberSessionsAction, removeMemberAction } from './actions'
import { roleOptions } from './role-options'

type MemberTableProps = { teamSlug: string; teamName: string; ownRole: Role; members: readonly MemberRow[] }

/** Who is in the team, and what they may do. */
export function MemberTable({ teamSlug, teamName, ownRole, members }: MemberTableProps) {
  const owners = members.filter((member) => member.role === 'owner')
  const soleOwnerId = owners.length === 1 ? owners[0]?.id : undefined
  return (
    <Panel title="Members" note={formatPlural(members.length, 'person', 'people')}>
      <Table label="Members">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th className="max-sm:hidden">E-mail</Th>
            <Th>Role</Th>
            <Th className="max-sm:hidden">Joined</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Tr key={member.id}>
              <Td className="whitespace-normal wrap-anywhere">
                {member.name}
                {member.isYou ? <span className="text-dim"> (you)</span> : null}
                <span className="block text-dim text-xs wrap-anywhere sm:hidden">{member.email}</span>
              </Td>
              <Td className="whitespace-normal text-dim wrap-anywhere max-sm:hidden">{member.email}</Td>
              <Td>
                <RoleCell teamSlug={teamSlug} ownRole={ownRole} member={member} />
              </Td>
              <Td className="max-sm:hidden">
                <RelativeTime time={member.joinedAt} className="text-dim" />
              </Td>
              <Td>
                <div className="flex flex-wrap justify-end gap-1 max-sm:flex-col max-sm:items-end">
                  <SignOutCell teamSlug={teamSlug} ownRole={ownRole} member={member} />
                  {member.isYou && member.id === soleOwnerId ? (
                    <SoleOwner />
                  ) : (
                    <RemoveCell teamSlug={teamSlug} teamName={teamName} ownRole={ownRole} member={member} />
                  )}
                </div>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  )
}

const SOLE_OWNER = 'A team needs an owner: make somebody else one first.'

/** Says at once why the only owner cannot leave. */
function SoleOwner() {
  return (
    <span title={SOLE_OWNER}>
      <Button variant="ghost" size="sm" disabled aria-label={`Leave. ${SOLE_OWNER}`}>
        Leave
      </Button>
    </span>
  )
}

type CellProps = { teamSlug: string; ownRole: Role; member: MemberRow }

const manages = (ownRole: Role, member: MemberRow) =>
  can(ownRole, 'manage-members') && mayAssignRole(ownRole, member.role)

function RoleCell({ teamSlug, ownRole, member }: CellProps) {
  const router = useRouter()
  const { run, pending } = useToastAction(changeRoleAction)
  if (!manages(ownRole, member)) return member.role
  const change = async (role: Role) => {
    const result = await run({ team: teamSlug, memberId: member.id, role })
    if (result.ok) toast.success(`${member.name} is ${role} now.`)
    if (!isOffline()) router.refresh()
  }
  return (
    <Select
      aria-label={`Role of ${member.name}`}
      value={member.role}
      options={roleOptions(ownRole)}
      disabled={pending}
      onValueChange={(role) => void change(role)}
      className="w-28"
    />
  )
}

/** Ends all sessions of somebody else, for a machine that was lost. */
function SignOutCell({ teamSlug, ownRole, member }: CellProps) {
  const { run } = useToastAction(endMemberSessionsAction)
  if (member.isYou || !manages(ownRole, member)) return null
  const end = async () => {
    const result = await run({ team: teamSlug, memberId: member.id })
    if (result.ok) toast.success(`${formatPlural(result.data.ended, 'session')} of ${member.name} ended.`)
  }
  return (
    <ConfirmDialog
      title={`Sign ${member.name} out everywhere?`}
      description="All their sessions end, also in other teams. They can sign in again at once."
      confirmLabel="Sign out everywhere"
      onConfirm={end}
    >
      <Button variant="ghost" size="sm" aria-label={`Sign ${member.name} out everywhere`}>
        Sign out
      </Button>
    </ConfirmDialog>
  )
}

function RemoveCell({ teamSlug, teamName, ownRole, member }: CellProps & { teamName: string }) {
  const router = useRouter()
  const { run } = useToastAction(removeMemberAction)
  if (!member.isYou && !manages(ownRole, member)) return null
  const remove = async () => {
    const result = await run({ team: teamSlug, memberId: member.id })
    if (!result.ok) return
    if (member.isYou) router.replace('/')
    else {
      toast.success(`${member.name} was removed.`)
      router.refresh()
    }
  }
  return (
    <ConfirmDialog
      title={member.isYou ? `Leave ${teamName}?` : `Remove ${member.name}?`}
      description={
        member.isYou
          ? 'You lose access at once. Someone in the team can invite you again.'
          : 'They lose access at once. Their runs and reviews stay, and you can invite them again.'
      }
      confirmLabel={member.isYou ? 'Leave the team' : `Remove ${member.name}`}
      onConfirm={remove}
    >
      <Button variant="ghost" size="sm" aria-label={member.isYou ? undefined : `Remove ${member.name}`}>
        {member.isYou ? 'Leave' : 'Remove'}
      </Button>
    </ConfirmDialog>
  )
}
