import { createLoader, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from 'nuqs/server'

/** What a launch is about: modules, or one of the ways to name changes. */
export const WHATS = ['modules', 'range', 'pull-request', 'diff', 'snapshots'] as const
export type What = (typeof WHATS)[number]

/**
 * Where the page starts: `?project=ledger&path=a.py&path=b.py`; with `limit=0.05` to raise that limit. On changes:
 * `?project=ledger&what=range&from=main&to=fix`, `what=pull-request&ref=7&into=main`, `what=snapshots&from=<id>`.
 */
export const launchUrlParsers = {
  project: parseAsString,
  path: parseAsNativeArrayOf(parseAsString).withDefault([]),
  limit: parseAsString,
  what: parseAsStringLiteral(WHATS).withDefault('modules'),
  from: parseAsString.withDefault(''),
  to: parseAsString.withDefault(''),
  ref: parseAsString.withDefault(''),
  into: parseAsString.withDefault(''),
}

export const loadLaunchUrl = createLoader(launchUrlParsers)

/** A selection of more modules than this is not written to the URL. */
export const MAX_PATHS_IN_URL = 30
