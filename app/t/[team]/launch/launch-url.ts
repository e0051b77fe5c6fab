import { createLoader, parseAsNativeArrayOf, parseAsString } from 'nuqs/server'

/** Where the page starts: `?project=ledger&path=a.py&path=b.py`; with `limit=0.05` to raise that limit. */
export const launchUrlParsers = {
  project: parseAsString,
  path: parseAsNativeArrayOf(parseAsString).withDefault([]),
  limit: parseAsString,
}

export const loadLaunchUrl = createLoader(launchUrlParsers)

/** A selection of more modules than this is not written to the URL. */
export const MAX_PATHS_IN_URL = 30
