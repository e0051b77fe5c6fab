import 'server-only'
import { headers } from 'next/headers'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { SignUpInput } from '@/lib/domain/sign-in'
import type { TeamRow } from '@/lib/domain/team'
import { acceptInvitation } from '@/lib/teams/accept-invitation'
import { createTeam } from '@/lib/teams/create-team'
import type { PersonContext, VisitorContext } from '@/lib/teams/team-context'
import { asRefusal } from './as-refusal'
import { INVITATION_HEADER } from './assert-may-sign-up'
import { auth } from './auth'

async function createPerson(ctx: VisitorContext, input: SignUpInput): Promise<PersonContext> {
  const { name, email, password, invitationToken } = input
  const requestHeaders = new Headers(await headers())
  if (invitationToken !== undefined) requestHeaders.set(INVITATION_HEADER, invitationToken)
  try {
    const { user } = await auth().api.signUpEmail({
      body: { name, email, password },
      headers: requestHeaders,
    })
    return { requestId: ctx.requestId, userId: user.id, userName: user.name }
  } catch (error) {
    throw asRefusal(error)
  }
}

/**
 * Creates a person, signs them in, and brings them into a team: the invitation's, or a new one of their own.
 * `team` is null when the person exists but the team step was refused (`notice` says why): the page then asks for a
 * team, as it does whenever someone without one signs in.
 */
export async function signUp(
  ctx: VisitorContext,
  input: SignUpInput,
): Promise<{ team: TeamRow | null; notice: string | null }> {
  const parsed = parseInput(SignUpInput, input)
  const person = await createPerson(ctx, parsed)
  try {
    const team =
      parsed.invitationToken === undefined
        ? await createTeam(person, { name: parsed.teamName ?? '' })
        : await acceptInvitation(person, { token: parsed.invitationToken })
    return { team, notice: null }
  } catch (error) {
    if (error instanceof AssayError) return { team: null, notice: error.userText }
    throw error
  }
}
