'use server'

import { z } from 'zod'
import { InvitationInput, inviteByMail } from '@/lib/admin/invite-by-mail'
import { Role } from '@/lib/domain/words'
import { defineAction } from '@/lib/entry/define-action'
import { changeRole } from '@/lib/teams/change-role'
import { endMemberSessions } from '@/lib/teams/end-member-sessions'
import { removeMember } from '@/lib/teams/remove-member'
import { revokeInvitation } from '@/lib/teams/revoke-invitation'

export const inviteMemberAction = defineAction({
  name: 'invite-member',
  permission: 'manage-members',
  input: InvitationInput,
  handler: async (ctx, input) => {
    const { token, expiresAt, letter } = await inviteByMail(ctx, input)
    return { token, expiresAt: expiresAt.toISOString(), letter }
  },
})

export const revokeInvitationAction = defineAction({
  name: 'revoke-invitation',
  permission: 'manage-members',
  input: z.object({ invitationId: z.string().min(1) }),
  handler: revokeInvitation,
})

export const changeRoleAction = defineAction({
  name: 'change-role',
  permission: 'manage-members',
  input: z.object({ memberId: z.string().min(1), role: Role }),
  handler: changeRole,
})

/** Also how one leaves a team, hence `view`: the verb asks for more when it is about someone else. */
export const removeMemberAction = defineAction({
  name: 'remove-member',
  permission: 'view',
  input: z.object({ memberId: z.string().min(1) }),
  handler: removeMember,
})

export const endMemberSessionsAction = defineAction({
  name: 'end-member-sessions',
  permission: 'manage-members',
  input: z.object({ memberId: z.string().min(1) }),
  handler: endMemberSessions,
})
