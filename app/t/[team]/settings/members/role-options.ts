import { mayAssignRole } from '@/lib/domain/team'
import { Role } from '@/lib/domain/words'

const HINTS = {
  owner: 'Everything, and the team itself.',
  admin: 'Members, models and settings too.',
  member: 'Projects, launches and reviews.',
  viewer: 'Reads, changes nothing.',
} satisfies Record<Role, string>

/** The roles someone with `ownRole` may give, for a select. */
export function roleOptions(ownRole: Role) {
  return Role.options
    .filter((role) => mayAssignRole(ownRole, role))
    .map((role) => ({ value: role, label: role, hint: HINTS[role] }))
}
