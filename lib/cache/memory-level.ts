import 'server-only'
import { LRUCache } from 'lru-cache'

const MAX_CHARACTERS = 64 * 1024 * 1024

/** L1: results as JSON text, so that nobody can change what another reads. */
const entries = new LRUCache<string, string>({
  maxSize: MAX_CHARACTERS,
  sizeCalculation: (json, id) => json.length + id.length,
})

/** Name of an entry within this process. */
export const entryId = (teamId: string, key: string) => `${teamId}:${key}`

/** The result's JSON; undefined when it is not there. */
export function readMemory(id: string): string | undefined {
  return entries.get(id)
}

/** Keeps a result's JSON until newer ones crowd it out. */
export function writeMemory(id: string, json: string): void {
  entries.set(id, json)
}

/** Forgets one entry of a team, or (null) all of them. */
export function forgetMemory(teamId: string, key: string | null): void {
  if (key !== null) {
    entries.delete(entryId(teamId, key))
    return
  }
  const prefix = entryId(teamId, '')
  for (const id of [...entries.keys()]) if (id.startsWith(prefix)) entries.delete(id)
}

/** A process that has just started, or that may have missed what others said. */
export function clearMemory(): void {
  entries.clear()
}
