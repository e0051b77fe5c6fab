import { formatUsdAmount } from '@/lib/format/format-money'

/** A longer list would not fit into what proxies and browsers take as an address. */
const MAX_HREF = 6000

/**
 * The launch page with these modules chosen; with too many for an address, only the project. With a limit (integer
 * nano-USD) the form opens with it to be raised.
 */
export function launchHref(
  teamSlug: string,
  projectSlug: string,
  paths: Iterable<string>,
  limitNanoUsd: number | null = null,
): string {
  const params = new URLSearchParams({ project: projectSlug })
  if (limitNanoUsd !== null) params.set('limit', formatUsdAmount(limitNanoUsd))
  const bare = `/t/${teamSlug}/launch?${params}`
  for (const path of paths) params.append('path', path)
  const href = `/t/${teamSlug}/launch?${params}`
  return href.length > MAX_HREF ? bare : href
}
