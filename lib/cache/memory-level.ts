import 'server-only'
import { LRUCache } from 'lru-cache'

const MAX_CHARACTERS = 64 * 1024 * 1024

/** L1: results as JSON text, so that nobody can change what another reads. Entries are content-addressed: never stale. */
const entries = new LRUCache<string, string>({
  maxSize: MAX_CHARACTERS,
  sizeCalculation: (json, key) => json.length + key.length,
})

const idOf = (teamId: string, key: string) => `${teamId}:${key}`

/** The value, parsed anew; undefined when it is not there (null is a value). */
export function readMemory(teamId: string, key: string): unknown {
  const json = entries.get(idOf(teamId, key))
  return json === undefined ? undefined : JSON.parse(json)
}

export function writeMemory(teamId: string, key: string, value: unknown): void {
  entries.set(idOf(teamId, key), JSON.stringify(value))
}

/** For tests: a process that has just started. */
export function clearMemory(): void {
  entries.clear()
}
