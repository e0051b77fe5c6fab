import type { Role } from './words'

/** What a person may do in a team; every page, action and route asks `can` and nothing else. */
export type Permission =
  | 'view'
  | 'see-costs'
  | 'launch'
  | 'review'
  | 'keep-views'
  | 'manage-projects'
  | 'manage-members'
  | 'manage-settings'
  | 'manage-team'

const MEMBER: Permission[] = ['view', 'see-costs', 'launch', 'review', 'keep-views', 'manage-projects']
const ADMIN: Permission[] = [...MEMBER, 'manage-members', 'manage-settings']

const GRANTED = {
  viewer: ['view'],
  member: MEMBER,
  admin: ADMIN,
  owner: [...ADMIN, 'manage-team'],
} satisfies Record<Role, Permission[]>

/** True when the role includes the permission. Whether viewers see costs is the team's choice: `TeamContext.seesCosts`. */
export function can(role: Role, permission: Permission): boolean {
  const granted: readonly Permission[] = GRANTED[role]
  return granted.includes(permission)
}
