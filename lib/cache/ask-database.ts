import 'server-only'
import { z } from 'zod'
import { queryPrepared } from '@/lib/db/query-prepared'
import { steadiness } from '@/lib/db/steadiness'
import type { CacheKeyParts } from '@/lib/domain/cache'
import type { CacheMissReason } from '@/lib/domain/words'
import { explainMiss } from './cache-key'
import { LEASE_MS, type Maker } from './flight-rows'

export type DatabaseAnswer =
  | { json: string }
  | {
      json: null
      reason: CacheMissReason
      /** true: this try makes the result now; false: another one does */
      claimed: boolean
      /** true: another try will make it that waits for a batch, for hours perhaps */
      parked: boolean
      /** true: another try held the flight when the statement began, so it may have stored its result meanwhile */
      contested: boolean
    }

const Miss = z.object({
  goneReason: z.enum(['expired', 'invalidated', 'failed-recheck']).nullable(),
  newest: z.object({ contextHash: z.string(), promptHash: z.string(), model: z.string() }).nullable(),
  claimed: z.boolean(),
  parked: z.boolean(),
  contested: z.boolean(),
})

/** No statement that claims takes so long that another try could claim, make and store meanwhile; if it does, ask again. */
const SUSPICIOUS_MS = 20

/** A parked run is taken up again, and holds its flight, so soon after its call is back. */
const RESUME_MS = 120_000
/** Nobody is heard while the database is away: silence counts only if it was there for as long. */
const IS_STALE = `$8::boolean AND flight."heldAt" < (now() AT TIME ZONE 'UTC') - ${LEASE_MS} * interval '1 millisecond'`

/** $1 team, $2 key, $3 workflow, $4 stage, $5 target, $6 run, $7 try, $8 whether silence counts */
const ASK = `
  WITH entry AS (
    SELECT value::text AS json, "goneReason" FROM cache_entry WHERE "teamId" = $1 AND key = $2
  ), missing AS (
    SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM entry WHERE json IS NOT NULL)
  ), newest AS (
    SELECT "contextHash", coalesce("promptHash", '') AS "promptHash", coalesce(model, '') AS model
    FROM cache_entry, missing
    WHERE "teamId" = $1 AND workflow = $3 AND stage = $4 AND "targetKey" = $5
    ORDER BY "createdAt" DESC LIMIT 1
  ), standing AS (
    SELECT 1 FROM cache_flight WHERE "teamId" = $1 AND key = $2 AND "runId" <> $6
  ), parked AS (
    SELECT 1 FROM cache_flight AS flight
    JOIN run ON run.id = flight."runId" AND run."tryNumber" = flight."tryNumber" AND run.status = 'running'
    JOIN batch_item AS item ON item."runId" = run.id AND item."tryNumber" = run."tryNumber"
    WHERE flight."teamId" = $1 AND flight.key = $2 AND flight."runId" <> $6 AND ${IS_STALE}
      AND (item.status IN ('waiting', 'submitted')
        OR item."updatedAt" > (now() AT TIME ZONE 'UTC') - ${RESUME_MS} * interval '1 millisecond')
  ), claimed AS (
    INSERT INTO cache_flight AS flight ("teamId", key, "runId", "tryNumber", "startedAt", "heldAt")
    SELECT $1, $2, $6, $7::int, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC' FROM missing
    ON CONFLICT ("teamId", key) DO UPDATE SET "runId" = excluded."runId", "tryNumber" = excluded."tryNumber",
      "startedAt" = excluded."startedAt", "heldAt" = excluded."heldAt"
    WHERE flight."runId" = excluded."runId"
      OR (${IS_STALE} AND NOT EXISTS (SELECT 1 FROM parked))
      OR NOT EXISTS (SELECT 1 FROM run WHERE run.id = flight."runId" AND run."tryNumber" = flight."tryNumber"
                       AND run.status = 'running')
    RETURNING 1
  )
  SELECT set_config('synchronous_commit', 'off', true), entry.json, CASE WHEN entry.json IS NULL THEN json_build_object(
      'goneReason', entry."goneReason",
      'newest', (SELECT newest FROM newest),
      'claimed', EXISTS (SELECT 1 FROM claimed),
      'parked', EXISTS (SELECT 1 FROM parked),
      'contested', EXISTS (SELECT 1 FROM standing)
        OR clock_timestamp() - statement_timestamp() > ${SUSPICIOUS_MS} * interval '1 millisecond') END AS miss
  FROM (SELECT 1) AS one LEFT JOIN entry ON true`

/**
 * L2 in one statement: the entry; if there is none, what the newest entry of the same target was made of, and the flight
 * is claimed unless another running try holds it. Claiming again is harmless, so a claim need not wait for the disk.
 */
export async function askDatabase(maker: Maker, key: string, parts: CacheKeyParts): Promise<DatabaseAnswer> {
  const { teamId, runId, tryNumber } = maker
  const silenceCounts = steadiness.forMs() >= LEASE_MS
  const values = [teamId, key, parts.workflow, parts.stage, parts.targetKey, runId, tryNumber, silenceCounts]
  const [row] = await queryPrepared<{ json: string | null; miss: unknown }>({
    name: 'ask-cache',
    text: ASK,
    values,
  })
  if (row === undefined) throw new Error('the cache gave no answer')
  if (row.json !== null) return { json: row.json }
  const { goneReason, newest, claimed, parked, contested } = Miss.parse(row.miss)
  return { json: null, reason: goneReason ?? explainMiss(newest, parts), claimed, parked, contested }
}
