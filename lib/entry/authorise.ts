import 'server-only'
import { findPerson } from '@/lib/auth/find-person'
import { AssayError } from '@/lib/domain/assay-error'
import type { Permission } from '@/lib/domain/roles'
import { log } from '@/lib/log/log'
import { assertCan } from '@/lib/teams/assert-can'
import {
  findTeamContext,
  type PersonContext,
  type TeamContext,
  type VisitorContext,
} from '@/lib/teams/team-context'
import { requestIdOf } from './request-id'

/** What an entry asks of the caller: a permission in the team of the URL, a session, or nothing. */
export type Access = Permission | 'signed-in' | 'anyone'

export type ContextFor<A extends Access> = A extends 'anyone'
  ? VisitorContext
  : A extends 'signed-in'
    ? PersonContext
    : TeamContext

/**
 * The one place where a request becomes a context: for actions, routes and pages.
 * Throws `not-signed-in`, `not-found` (no such team, or not theirs: the two look alike) or `forbidden`.
 */
export async function authorise(
  headers: Headers,
  access: Access,
  teamSlug: string | undefined,
): Promise<VisitorContext | PersonContext | TeamContext> {
  const visitor = { requestId: requestIdOf(headers) }
  if (access === 'anyone') return visitor
  const person = await findPerson(headers)
  if (person === null) throw new AssayError('not-signed-in', 'You are signed out. Sign in and try again.')
  const context = { ...visitor, ...person }
  if (access === 'signed-in') return context
  const team = teamSlug === undefined ? null : await findTeamContext(context, teamSlug)
  if (team === null) {
    throw new AssayError('not-found', 'There is no such team, or you are not a member of it.')
  }
  assertCan(team, access)
  return team
}

/**
 * Asks again for a request that was let in before: false once the person has signed out or may no longer do this.
 * Trouble of our own (a database that restarts) throws nobody out.
 */
export async function isStillAllowed(
  headers: Headers,
  access: Access,
  teamSlug: string | undefined,
): Promise<boolean> {
  try {
    await authorise(headers, access, teamSlug)
    return true
  } catch (error) {
    if (error instanceof AssayError) return false
    log.warn({ err: error, requestId: requestIdOf(headers) }, 'cannot ask again whether a request is allowed')
    return true
  }
}
