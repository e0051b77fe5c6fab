import { type NextRequest, NextResponse } from 'next/server'
import { PAGE_PATH_HEADER } from '@/lib/entry/return-path'

/** Tells a team's pages their own address, so that signing in can lead back to it. Decides nothing. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers)
  headers.set(PAGE_PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`)
  return NextResponse.next({ request: { headers } })
}

export const config = { matcher: '/t/:path*' }
