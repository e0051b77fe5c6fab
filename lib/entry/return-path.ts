import 'server-only'

/** Set by proxy.ts on every page request below /t/; a page itself is not told its address. */
export const PAGE_PATH_HEADER = 'x-assay-page'

/** Path and query to come back to after signing in: the asked page when it is one of this team, else the team's first. */
export function returnPath(headers: Headers, slug: string): string {
  const asked = headers.get(PAGE_PATH_HEADER) ?? ''
  const home = `/t/${slug}`
  return asked === home || asked.startsWith(`${home}/`) || asked.startsWith(`${home}?`) ? asked : home
}
