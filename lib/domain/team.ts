import { z } from 'zod'
import { Role } from './words'

export const TeamName = z.string().trim().min(1, 'Give the team a name.').max(60, 'At most 60 characters.')

/** A team in the switcher. */
export const TeamRow = z.object({ id: z.string(), slug: z.string(), name: z.string(), role: Role })
export type TeamRow = z.infer<typeof TeamRow>

/** The name of somebody who has left and is known no more. */
export const FORMER_MEMBER = 'A former member'

/** A person in a team. Times are ISO 8601 UTC. */
export const MemberRow = z.object({
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  joinedAt: z.string(),
  isYou: z.boolean(),
})
export type MemberRow = z.infer<typeof MemberRow>

/** An invitation that may still be used; its link was shown once and cannot be shown again. */
export const InvitationRow = z.object({
  id: z.string(),
  role: Role,
  email: z.string().nullable(),
  invitedByName: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
})
export type InvitationRow = z.infer<typeof InvitationRow>

export const TeamSettings = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  /** false: every run takes the template path */
  useModel: z.boolean(),
  /** false: viewers are shown no money */
  viewersSeeCosts: z.boolean(),
  /** IANA name: where the team's days begin */
  timeZone: z.string(),
  /** the zone to come, while charts are summed up anew for it */
  nextTimeZone: z.string().nullable(),
  /** stored results that nobody used for so long are pruned */
  cacheDays: z.number().int(),
  createdAt: z.string(),
})
export type TeamSettings = z.infer<typeof TeamSettings>

/** Lower number = more rights. */
const RANK = { owner: 0, admin: 1, member: 2, viewer: 3 } satisfies Record<Role, number>

/** True when someone with `own` may give, take or change the role `other`: never a role above their own. */
export function mayAssignRole(own: Role, other: Role): boolean {
  return RANK[own] <= RANK[other]
}
