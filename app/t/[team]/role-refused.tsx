import { Lock } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { can, type Permission } from '@/lib/domain/roles'
import { Role } from '@/lib/domain/words'
import { formatList } from '@/lib/format/format-list'
import { listMembers } from '@/lib/teams/list-members'
import type { TeamContext } from '@/lib/teams/team-context'

const ACT = {
  launch: 'launch runs',
  'manage-projects': 'add projects',
  'manage-settings': 'see or change this',
  'see-costs': 'see what things cost',
} satisfies Partial<Record<Permission, string>>
/** More names than this are no help. */
const MAX_NAMES = 4

type RefusedProps = { ctx: TeamContext; permission: keyof typeof ACT }

/** A page of the team that the person's role may not use: says so, and who can. */
export function RoleRefused({ title, ...refused }: RefusedProps & { title: string }) {
  return (
    <>
      <PageHeader title={title} />
      <RoleRefusedPanel {...refused} />
    </>
  )
}

/** The same where the page's header stands already. */
export async function RoleRefusedPanel({ ctx, permission }: RefusedProps) {
  const members = await listMembers(ctx)
  const those = (may: Permission) =>
    members.filter(({ role }) => can(role, may)).map(({ name, role }) => `${name} (${role})`)
  const roles = Role.options.filter((role) => can(role, permission)).map((role) => `${role}s`)
  return (
    <Panel>
      <EmptyState
        icon={Lock}
        title={`As a ${ctx.role} you cannot ${ACT[permission]}`}
        action={
          <Button asChild>
            <Link href={`/t/${ctx.teamSlug}`}>To the overview</Link>
          </Button>
        }
      >
        <p>
          In this team {formatList(roles)} can. Ask {formatList(those(permission).slice(0, MAX_NAMES), 'or')}.
        </p>
        <p className="mt-1.5">
          Your own role can be changed by {formatList(those('manage-members').slice(0, MAX_NAMES), 'or')}.
        </p>
      </EmptyState>
    </Panel>
  )
}
