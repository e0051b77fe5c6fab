import 'server-only'
import { LRUCache } from 'lru-cache'
import type { WorkflowName } from '@/lib/domain/words'
import type { Passage } from '@/lib/workflows/gather-evidence'
import { readPassages } from './read-passages'

/** What was learned moves slowly: a batch of hundreds of runs asks once a minute. */
const FRESH_MS = 60_000

const known = new LRUCache<string, Promise<Passage[]>>({ max: 200, ttl: FRESH_MS })

/** `readPassages`, at most 60 s old; runs that ask at the same time share one query. */
export function loadPassages(
  teamId: string,
  place: { workflow: WorkflowName; stage: string },
): Promise<Passage[]> {
  const key = `${teamId} ${place.workflow} ${place.stage}`
  const found = known.get(key)
  if (found !== undefined) return found
  const reading = readPassages(teamId, place)
  known.set(key, reading)
  reading.catch(() => known.delete(key))
  return reading
}

/** The next `loadPassages` of this process reads the database. */
export function forgetPassages(): void {
  known.clear()
}
