import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { AssayError } from '@/lib/domain/assay-error'
import { can, type Permission } from '@/lib/domain/roles'
import type { TeamContext } from '@/lib/teams/team-context'
import { authorise, type ContextFor } from './authorise'
import { returnPath } from './return-path'

/** One lookup a request, however many layouts and pages ask. */
const loadContext = cache(async (slug: string): Promise<TeamContext> => {
  const requestHeaders = new Headers(await headers())
  try {
    return (await authorise(requestHeaders, 'view', slug)) as ContextFor<'view'>
  } catch (error) {
    if (error instanceof AssayError && error.code === 'not-signed-in') {
      redirect(`/sign-in?next=${encodeURIComponent(returnPath(requestHeaders, slug))}`)
    }
    if (error instanceof AssayError) notFound()
    throw error
  }
})

/**
 * The context of a page under /t/[team]: to the sign-in page (and back) when signed out; "not found" for another team's page and
 * for a page that the person's role may not see.
 */
export async function loadTeamPage(slug: string, permission: Permission = 'view'): Promise<TeamContext> {
  const ctx = await loadContext(slug)
  if (!can(ctx.role, permission)) notFound()
  return ctx
}
