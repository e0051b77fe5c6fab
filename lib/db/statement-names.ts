import 'server-only'
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** A statement that comes so often is worth keeping; those of a page that somebody opens now and then are not. */
const OFTEN = 10
/** Each connection keeps a plan for each name: some kilobytes. */
const MOST_NAMES = 200
/** Texts that are counted at the same time: filters of lists make ever new ones. */
const MOST_TEXTS = 2000

const uses = new LRUCache<string, number>({ max: MOST_TEXTS })
const names = new Map<string, string>()

/**
 * The name under which connections keep this statement parsed and planned, once it has come often in this process;
 * undefined: it is planned anew each time. Half of what Postgres spends on a small statement is planning.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST_NAMES) return known
  const count = (uses.get(text) ?? 0) + 1
  uses.set(text, count)
  if (count < OFTEN) return undefined
  // From the text alone: the server's bundle holds this file more than once, and its copies share connections.
  const name = `often-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  names.set(text, name)
  return name
}
