'use client'

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

export const RUN_TABS = ['output', 'evidence', 'source', 'prompts', 'feedback', 'receipt'] as const
export type RunTab = (typeof RUN_TABS)[number]

const parsers = {
  tab: parseAsStringLiteral(RUN_TABS).withDefault('output'),
  /** the attempt open under Prompts */
  attempt: parseAsString,
  /** the check open under Evidence */
  check: parseAsString,
  /** the version of the output; none = the newest */
  version: parseAsInteger,
  /** the try in the waterfall; none = the newest */
  try: parseAsInteger,
}

/** What is open on the run page, kept in its URL. */
export function useRunUrl() {
  return useQueryStates(parsers, { history: 'replace' })
}
