'use server'

import { z } from 'zod'
import { signIn } from '@/lib/auth/sign-in'
import { signOut } from '@/lib/auth/sign-out'
import { signUp } from '@/lib/auth/sign-up'
import { SignInInput, SignUpInput } from '@/lib/domain/sign-in'
import { TeamName } from '@/lib/domain/team'
import { defineAction } from '@/lib/entry/define-action'
import { acceptInvitation } from '@/lib/teams/accept-invitation'
import { createTeam } from '@/lib/teams/create-team'

export const signInAction = defineAction({
  name: 'sign-in',
  permission: 'anyone',
  input: SignInInput,
  handler: (_ctx, input) => signIn(input),
})

export const signUpAction = defineAction({
  name: 'sign-up',
  permission: 'anyone',
  input: SignUpInput,
  handler: signUp,
})

export const createTeamAction = defineAction({
  name: 'create-team',
  permission: 'signed-in',
  input: z.object({ name: TeamName }),
  handler: createTeam,
})

export const acceptInvitationAction = defineAction({
  name: 'accept-invitation',
  permission: 'signed-in',
  input: z.object({ token: z.string().min(1).max(200) }),
  handler: acceptInvitation,
})

export const signOutAction = defineAction({
  name: 'sign-out',
  permission: 'anyone',
  input: z.object({}),
  handler: () => signOut(),
})
