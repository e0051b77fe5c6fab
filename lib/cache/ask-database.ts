import 'server-only'
import { db } from '@/lib/db/db'
import type { CacheMissReason } from '@/lib/domain/words'
import { explainMiss, type KeyParts } from './cache-key'
import { LEASE_MS, type Maker } from './flight-rows'

export type DatabaseAnswer =
  | { json: string }
  | {
      json: null
      reason: CacheMissReason
      /** true: this try makes the result now; false: another one does */
      claimed: boolean
      /** true: another try held the flight when the statement began, so it may have stored its result meanwhile */
      contested: boolean
    }

interface Row {
  json: string | null
  goneReason: 'expired' | 'invalidated' | 'failed-recheck' | null
  contextHash: string | null
  promptHash: string | null
  model: string | null
  claimed: boolean
  contested: boolean
}

/** No statement that claims takes so long that another try could claim, make and store meanwhile; if it does, ask again. */
const SUSPICIOUS_MS = 20

/**
 * L2 in one statement: the entry; if there is none, what the newest entry of the same target was made of, and the flight
 * is claimed unless another running try holds it. Claiming again is harmless.
 */
export async function askDatabase(maker: Maker, key: string, parts: KeyParts): Promise<DatabaseAnswer> {
  const { teamId, runId, tryNumber } = maker
  const [row] = await db().$queryRaw<Row[]>`
    WITH entry AS (
      SELECT value::text AS json, "goneReason" FROM cache_entry WHERE "teamId" = ${teamId} AND key = ${key}
    ), missing AS (
      SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM entry WHERE json IS NOT NULL)
    ), newest AS (
      SELECT "contextHash", coalesce("promptHash", '') AS "promptHash", coalesce(model, '') AS model
      FROM cache_entry, missing
      WHERE "teamId" = ${teamId} AND workflow = ${parts.workflow} AND stage = ${parts.stage}
        AND "targetKey" = ${parts.targetKey}
      ORDER BY "createdAt" DESC LIMIT 1
    ), standing AS (
      SELECT 1 FROM cache_flight
      WHERE "teamId" = ${teamId} AND key = ${key} AND "runId" <> ${runId}
    ), claimed AS (
      INSERT INTO cache_flight AS flight ("teamId", key, "runId", "tryNumber", "startedAt", "heldAt")
      SELECT ${teamId}, ${key}, ${runId}, ${tryNumber}, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC' FROM missing
      ON CONFLICT ("teamId", key) DO UPDATE SET "runId" = excluded."runId", "tryNumber" = excluded."tryNumber",
        "startedAt" = excluded."startedAt", "heldAt" = excluded."heldAt"
      WHERE flight."runId" = excluded."runId"
        OR flight."heldAt" < excluded."heldAt" - ${LEASE_MS} * interval '1 millisecond'
        OR NOT EXISTS (SELECT 1 FROM run WHERE run.id = flight."runId" AND run."tryNumber" = flight."tryNumber"
                         AND run.status = 'running')
      RETURNING 1
    )
    SELECT entry.json, entry."goneReason", newest."contextHash", newest."promptHash", newest.model,
      EXISTS (SELECT 1 FROM claimed) AS claimed,
      EXISTS (SELECT 1 FROM standing)
        OR clock_timestamp() - statement_timestamp() > ${SUSPICIOUS_MS} * interval '1 millisecond' AS contested
    FROM (SELECT 1) AS one LEFT JOIN entry ON true LEFT JOIN newest ON true`
  if (row === undefined) throw new Error('the cache gave no answer')
  const { json, goneReason, contextHash, promptHash, model, claimed, contested } = row
  if (json !== null) return { json }
  const newest =
    contextHash === null || promptHash === null || model === null ? null : { contextHash, promptHash, model }
  return { json: null, reason: goneReason ?? explainMiss(newest, parts), claimed, contested }
}
