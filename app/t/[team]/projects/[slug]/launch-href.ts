/** A longer list would not fit into what proxies and browsers take as an address. */
const MAX_HREF = 6000

/** The launch page with these modules chosen; with too many for an address, only the project. */
export function launchHref(teamSlug: string, projectSlug: string, paths: Iterable<string>): string {
  const params = new URLSearchParams({ project: projectSlug })
  const bare = `/t/${teamSlug}/launch?${params}`
  for (const path of paths) params.append('path', path)
  const href = `/t/${teamSlug}/launch?${params}`
  return href.length > MAX_HREF ? bare : href
}
