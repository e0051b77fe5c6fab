import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import { log } from '@/lib/log/log'
import { forgetEntry, tellNews } from './cache-news'

/** A pruned entry leaves its key and figures for so long, to explain the next miss. */
export const KEEP_TRACES_DAYS = 30
/** A flight that was not held for so long belongs to nobody who could come back. */
const FORGOTTEN_FLIGHT_HOURS = 1
const BATCH = 200
const BYTES_PER_MEGABYTE = 1_048_576

const Pruned = z.array(z.object({ teamId: z.string(), bytes: z.number() }))
const Excess = z.array(z.object({ teamId: z.string(), bytes: z.bigint() }))

const markExpired = sql`
  UPDATE cache_entry AS entry SET value = NULL, bytes = 0, "goneReason" = 'expired', "goneAt" = now() AT TIME ZONE 'UTC'`

/**
 * Takes out of service what nobody used for the team's days, then what was used longest ago until the rest fits the team's
 * megabytes; deletes traces that are old. In small batches; any worker may do it at any time.
 */
export async function pruneCache(): Promise<{ expired: number; deleted: number }> {
  const byAge = await inBatches(pruneBatchByAge)
  const bySize = (await Promise.all((await findTeamsOverSize()).map(pruneToSize))).flat()
  const expired = [...byAge, ...bySize]
  for (const teamId of new Set(expired.map((entry) => entry.teamId))) {
    forgetEntry(teamId, null)
    await db().$queryRaw`SELECT ${tellNews(teamId, sql`NULL::text`)}::text`
  }
  const deleted = await inBatches(deleteBatchOfTraces)
  await db().$executeRaw`
    DELETE FROM cache_flight
    WHERE "heldAt" < (now() AT TIME ZONE 'UTC') - ${FORGOTTEN_FLIGHT_HOURS} * interval '1 hour'`
  if (expired.length > 0) log.info({ expired: expired.length, deleted: deleted.length }, 'cache pruned')
  return { expired: expired.length, deleted: deleted.length }
}

type PrunedEntry = z.infer<typeof Pruned>[number]

async function inBatches(next: () => Promise<PrunedEntry[]>): Promise<PrunedEntry[]> {
  const all: PrunedEntry[] = []
  for (;;) {
    const batch = await next()
    all.push(...batch)
    if (batch.length < BATCH) return all
  }
}

/** Old bytes are read before the update, which sets them to zero. */
const prunedOf = async (statement: Sql) => Pruned.parse(await db().$queryRaw(statement))

function pruneBatchByAge(): Promise<PrunedEntry[]> {
  return prunedOf(sql`
    WITH unused AS (
      SELECT entry."teamId", entry.key, entry.bytes FROM cache_entry AS entry JOIN team ON team.id = entry."teamId"
      WHERE entry."goneReason" IS NULL
        AND entry."lastUsedAt" < (now() AT TIME ZONE 'UTC') - team."cacheDays" * interval '1 day'
      LIMIT ${BATCH} FOR UPDATE OF entry SKIP LOCKED)
    ${markExpired} FROM unused WHERE (entry."teamId", entry.key) = (unused."teamId", unused.key)
    RETURNING unused."teamId", unused.bytes`)
}

async function findTeamsOverSize(): Promise<{ teamId: string; excess: number }[]> {
  const rows = await db().$queryRaw`
    SELECT team.id AS "teamId", sum(entry.bytes) - team."cacheMegabytes"::bigint * ${BYTES_PER_MEGABYTE} AS bytes
    FROM team JOIN cache_entry AS entry ON entry."teamId" = team.id GROUP BY team.id
    HAVING sum(entry.bytes) > team."cacheMegabytes"::bigint * ${BYTES_PER_MEGABYTE}`
  return Excess.parse(rows).map(({ teamId, bytes }) => ({ teamId, excess: Number(bytes) }))
}

async function pruneToSize({ teamId, excess }: { teamId: string; excess: number }): Promise<PrunedEntry[]> {
  const all: PrunedEntry[] = []
  for (let left = excess; left > 0; ) {
    const batch = await prunedOf(sql`
      WITH oldest AS (
        SELECT key, bytes, "lastUsedAt" FROM cache_entry
        WHERE "teamId" = ${teamId} AND "goneReason" IS NULL
        ORDER BY "lastUsedAt", key LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
      ), counted AS (
        SELECT key, bytes, sum(bytes) OVER (ORDER BY "lastUsedAt", key) - bytes AS before FROM oldest
      )
      ${markExpired} FROM counted
      WHERE entry."teamId" = ${teamId} AND entry.key = counted.key AND counted.before < ${left}
      RETURNING entry."teamId", counted.bytes`)
    if (batch.length === 0) break
    all.push(...batch)
    left -= batch.reduce((sum, entry) => sum + entry.bytes, 0)
  }
  return all
}

function deleteBatchOfTraces(): Promise<PrunedEntry[]> {
  return prunedOf(sql`
    DELETE FROM cache_entry AS entry USING (
      SELECT "teamId", key FROM cache_entry
      WHERE "goneAt" < (now() AT TIME ZONE 'UTC') - ${KEEP_TRACES_DAYS} * interval '1 day'
      LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) AS old
    WHERE (entry."teamId", entry.key) = (old."teamId", old.key)
    RETURNING entry."teamId", entry.bytes`)
}
