import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { findPerson } from '@/lib/auth/find-person'
import type { PersonContext } from '@/lib/teams/team-context'
import { requestIdOf } from './request-id'

/** The signed-in person of a page outside any team (team choice, invitation); null when nobody is signed in. */
export async function findPagePerson(): Promise<PersonContext | null> {
  const requestHeaders = new Headers(await headers())
  const person = await findPerson(requestHeaders)
  return person === null ? null : { ...person, requestId: requestIdOf(requestHeaders) }
}

/** As `findPagePerson`, but goes to the sign-in page (and back to `returnTo` after it) when nobody is signed in. */
export async function loadPersonPage(returnTo: string): Promise<PersonContext> {
  return (await findPagePerson()) ?? redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`)
}
