import 'server-only'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'

const FLUSH_EVERY_MS = 1000

let waiting = new Map<string, { teamId: string; key: string; hits: number }>()
let timer: NodeJS.Timeout | undefined

/** Notes a hit; written with all others about a second later, so that no reader waits for it. */
export function countHit(teamId: string, key: string): void {
  note(teamId, key, 1)
}

/** After a hit that was of no use: it counts no more, whether it is written by now or not. */
export function takeHitBack(teamId: string, key: string): void {
  note(teamId, key, -1)
}

function note(teamId: string, key: string, hits: number): void {
  const id = `${teamId}:${key}`
  const noted = waiting.get(id) ?? { teamId, key, hits: 0 }
  waiting.set(id, { ...noted, hits: noted.hits + hits })
  timer ??= setTimeout(() => {
    flushHits().catch((error: unknown) => log.warn({ err: error }, 'cache hits not counted'))
  }, FLUSH_EVERY_MS).unref()
}

/** Writes the hits noted so far; for a process that ends. */
export async function flushHits(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  const all = [...waiting.values()].filter(({ hits }) => hits !== 0)
  waiting = new Map()
  if (all.length === 0) return
  // In the order of the keys: two processes that count the same entries must not lock each other out.
  all.sort((first, second) => (`${first.teamId}${first.key}` < `${second.teamId}${second.key}` ? -1 : 1))
  await db().$executeRaw`
    WITH noted AS (
      SELECT * FROM unnest(${all.map((one) => one.teamId)}::text[], ${all.map((one) => one.key)}::text[],
                           ${all.map((one) => one.hits)}::int[]) AS given("teamId", key, hits)
    ), locked AS (
      SELECT entry."teamId", entry.key FROM cache_entry AS entry JOIN noted USING ("teamId", key)
      ORDER BY entry."teamId", entry.key FOR UPDATE OF entry
    )
    UPDATE cache_entry AS entry SET hits = greatest(0, entry.hits + noted.hits), "lastUsedAt" = now() AT TIME ZONE 'UTC'
    FROM noted, locked
    WHERE (entry."teamId", entry.key) = (noted."teamId", noted.key)
      AND (entry."teamId", entry.key) = (locked."teamId", locked.key)`
}
