import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { AssayError } from '@/lib/domain/assay-error'
import type { TeamContext } from '@/lib/teams/team-context'
import { authorise, type ContextFor } from './authorise'
import { returnPath } from './return-path'

/**
 * The context of a page under /t/[team]: to the sign-in page (and back) when signed out, "not found" for another team's page.
 * What a role may not do is the page's to say. One lookup a request, however many layouts and pages ask.
 */
export const loadTeamPage = cache(async (slug: string): Promise<TeamContext> => {
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
