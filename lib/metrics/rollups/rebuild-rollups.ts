import 'server-only'
import { z } from 'zod'
import { pool } from '@/lib/db/db'
import { constantSql, type Sql, sql } from '@/lib/db/sql'
import { log } from '@/lib/log/log'
import { shiftBucket } from './bucket-start'
import { LOCK_SPACE } from './fold-rollups'
import { LEVELS_VERSION } from './levels-version'
import { METRIC_KINDS, type MetricKind } from './metric-kind'
import { moveRollupsSql } from './move-rollups-sql'
import { summedUpSql } from './sum-up-sql'

/** Of Postgres: something that this transaction has seen was changed meanwhile. */
const SERIALIZATION_FAILURE = '40001'
const MOST_TRIES = 3
/** Rows of one key lie side by side in the index: several days at once touch each place of it once. */
const DAYS_AT_ONCE = 7

type Query = (statement: Sql, name?: string) => Promise<Record<string, unknown>[]>

const Team = z.tuple([
  z.object({
    timeZone: z.string(),
    nextTimeZone: z.string().nullable(),
    rollupLevels: z.string().nullable(),
    rowsSinceMs: z.number().nullable(),
  }),
])
const Days = z.array(z.object({ atMs: z.number() }))

const atMs = (ms: number) => sql`(to_timestamp(${ms}::float8 / 1000) AT TIME ZONE 'UTC')`

/** Adds the rows of whole days to the rollups of all levels. */
function sumDaysSql(
  kind: MetricKind,
  given: { teamId: string; zone: string; fromMs: number; untilMs: number },
): Sql {
  const { teamId, zone, fromMs, untilMs } = given
  const time = constantSql(`given."${kind.time}"`)
  return sql`
    WITH taken AS MATERIALIZED (
      SELECT facts.*, ${zone}::text AS zone
      FROM ${constantSql(kind.name)} AS given, ${constantSql(`${kind.name}_facts`)}(given, 1) AS facts
      WHERE given."teamId" = ${teamId} AND ${time} >= ${atMs(fromMs)} AND ${time} < ${atMs(untilMs)}
    ), ${summedUpSql(kind)}
    SELECT count(*) FROM taken`
}

/** Sums up a kind's rows anew, some days at a time, in the snapshot of the transaction: deltas that it sees are in its rows. */
async function sumUp(
  query: Query,
  kind: MetricKind,
  { teamId, zone, countedFromMs }: { teamId: string; zone: string; countedFromMs: number },
): Promise<void> {
  const time = constantSql(`"${kind.time}"`)
  await query(sql`DELETE FROM ${constantSql(`${kind.name}_delta`)} WHERE "teamId" = ${teamId}`)
  const days = Days.parse(
    await query(sql`
      SELECT (extract(epoch FROM day) * 1000)::float8 AS "atMs" FROM (
        SELECT DISTINCT date_trunc('day', ${time} AT TIME ZONE 'UTC', ${zone}::text) AS day
        FROM ${constantSql(kind.name)} WHERE "teamId" = ${teamId} AND ${time} >= ${atMs(countedFromMs)}
      ) AS days ORDER BY day`),
  )
  for (let index = 0; index < days.length; ) {
    const firstMs = days[index]?.atMs ?? 0
    const untilMs = shiftBucket(firstMs, 'day', zone, DAYS_AT_ONCE)
    const fromMs = Math.max(firstMs, countedFromMs)
    await query(sumDaysSql(kind, { teamId, zone, fromMs, untilMs }), `sum-up-${kind.name}`)
    while (index < days.length && (days[index]?.atMs ?? 0) < untilMs) index += 1
  }
}

async function rebuildOnce(query: Query, teamId: string, onlyWhenAsked: boolean): Promise<void> {
  const [{ timeZone, nextTimeZone, rollupLevels, rowsSinceMs }] = Team.parse(
    await query(sql`
      SELECT "timeZone", "nextTimeZone", "rollupLevels", (extract(epoch FROM "rowsSince") * 1000)::float8 AS "rowsSinceMs"
      FROM team WHERE id = ${teamId}`),
  )
  if (onlyWhenAsked && nextTimeZone === null && rollupLevels === LEVELS_VERSION) return
  const zone = nextTimeZone ?? timeZone
  // Of the day on which retention stopped some rows are gone: it is kept as it was summed up then.
  const countedFromMs = rowsSinceMs === null ? 0 : shiftBucket(rowsSinceMs, 'day', timeZone, 1)
  for (const statement of moveRollupsSql({ teamId, zone, oldZone: timeZone, untilMs: countedFromMs })) {
    await query(statement)
  }
  for (const kind of METRIC_KINDS) await sumUp(query, kind, { teamId, zone, countedFromMs })
  if (nextTimeZone !== null || rollupLevels !== LEVELS_VERSION) {
    await query(
      sql`UPDATE team SET "timeZone" = ${zone}, "nextTimeZone" = NULL, "rollupLevels" = ${LEVELS_VERSION} WHERE id = ${teamId}`,
    )
  }
}

/**
 * Makes a team's rollups anew from its rows, in the time zone that was asked for last. Readers see the old ones until it is
 * done, then all the new ones; what is written meanwhile is counted before and after. `onlyWhenAsked`: not when no other
 * time zone is asked for and they are summed up by the levels of now. Throws when something else of the team's row was changed again and again, or when there is no
 * such team.
 */
export async function rebuildRollups(teamId: string, { onlyWhenAsked = false } = {}): Promise<void> {
  const client = await pool().connect()
  const query: Query = async ({ text, values }, name) => (await client.query({ name, text, values })).rows
  const lock = sql`(hashtext(${LOCK_SPACE}), hashtext(${teamId}))`
  try {
    // For the session: taken before the snapshot, so that no fold can come between the two.
    await query(sql`SELECT pg_advisory_lock${lock}`)
    for (let tried = 1; ; tried += 1) {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
      try {
        await client.query("SET LOCAL work_mem = '64MB'")
        await rebuildOnce(query, teamId, onlyWhenAsked)
        await client.query('COMMIT')
        return
      } catch (error) {
        await client.query('ROLLBACK')
        const wasDisturbed = error instanceof Error && 'code' in error && error.code === SERIALIZATION_FAILURE
        if (!wasDisturbed || tried === MOST_TRIES) throw error
        log.info({ teamId, tried }, 'rollups are made anew once more: something was changed meanwhile')
      }
    }
  } finally {
    await query(sql`SELECT pg_advisory_unlock${lock}`).finally(() => client.release())
  }
}
