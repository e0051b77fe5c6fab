import type { Role } from './words'

/** What a person may do in a team; every page, action and route asks `can` and nothing else. */
export type Permission =
  | 'view'
  | 'launch'
  | 'review'
  | 'manage-projects'
  | 'manage-members'
  | 'manage-settings'
  | 'manage-team'

const GRANTED = {
  viewer: ['view'],
  member: ['view', 'launch', 'review', 'manage-projects'],
  admin: ['view', 'launch', 'review', 'manage-projects', 'manage-members', 'manage-settings'],
  owner: ['view', 'launch', 'review', 'manage-projects', 'manage-members', 'manage-settings', 'manage-team'],
} satisfies Record<Role, Permission[]>

/** True when the role includes the permission. */
export function can(role: Role, permission: Permission): boolean {
  const granted: readonly Permission[] = GRANTED[role]
  return granted.includes(permission)
}
