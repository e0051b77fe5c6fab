import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { can, type Permission } from '@/lib/domain/roles'
import type { TeamContext } from './team-context'

const ACT = {
  view: 'see this team',
  'see-costs': 'see what things cost',
  launch: 'launch or cancel runs',
  review: 'review outputs',
  'keep-views': 'keep views of dashboards',
  'manage-projects': 'add or change projects',
  'manage-members': 'manage members',
  'manage-settings': 'change settings',
  'manage-team': 'change the team itself',
} satisfies Record<Permission, string>

/** Throws `forbidden` unless the person's role in the team includes the permission; costs: also where the team lets viewers. */
export function assertCan(
  ctx: Pick<TeamContext, 'role' | 'teamName' | 'seesCosts'>,
  permission: Permission,
): void {
  if (permission === 'see-costs' ? ctx.seesCosts : can(ctx.role, permission)) return
  throw new AssayError(
    'forbidden',
    `As ${ctx.role} of ${ctx.teamName} you may not ${ACT[permission]}. Ask an owner or admin of the team.`,
  )
}
