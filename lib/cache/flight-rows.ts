import 'server-only'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import { log } from '@/lib/log/log'
import { tellNews } from './cache-news'

/** Who makes a result: one try of a run. */
export interface Maker {
  teamId: string
  runId: string
  tryNumber: number
}

/**
 * A flight that has not been held for this long is taken over: its process is dead. Longer than it takes until a dead
 * worker's run is resumed elsewhere (about 10 s), so that what it paid for already is used and not paid for again.
 */
export const LEASE_MS = 12_000
const HOLD_EVERY_MS = 2000

const held = new Map<string, Maker & { key: string }>()
let timer: NodeJS.Timeout | undefined

const idOf = ({ teamId, runId, tryNumber }: Maker, key: string) => `${teamId}:${key}:${runId}:${tryNumber}`
const isMakers = ({ teamId, runId, tryNumber }: Maker): Sql =>
  sql`"teamId" = ${teamId} AND "runId" = ${runId} AND "tryNumber" = ${tryNumber}`

/** From now on this process says that it makes the result, until `dropFlight` or its own end. */
export function holdFlight(maker: Maker, key: string): void {
  held.set(idOf(maker, key), { ...maker, key })
  timer ??= setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error }, 'cache flights not renewed'))
  }, HOLD_EVERY_MS).unref()
}

/** Ends holding a flight; its row is left to whoever made it. */
export function dropFlight(maker: Maker, key: string): void {
  held.delete(idOf(maker, key))
  if (held.size > 0) return
  clearInterval(timer)
  timer = undefined
}

async function renew(): Promise<void> {
  const all = [...held.values()]
  await queryOften(sql`
    UPDATE cache_flight AS flight SET "heldAt" = now() AT TIME ZONE 'UTC'
    FROM unnest(${all.map((one) => one.teamId)}::text[], ${all.map((one) => one.key)}::text[],
                ${all.map((one) => one.runId)}::text[], ${all.map((one) => one.tryNumber)}::int[])
      AS own("teamId", key, "runId", "tryNumber")
    WHERE (flight."teamId", flight.key, flight."runId", flight."tryNumber")
        = (own."teamId", own.key, own."runId", own."tryNumber")`)
}

/** Keys of the flights that an earlier process left to this try of a run, which goes on with them. */
export async function adoptFlights(maker: Maker): Promise<string[]> {
  const rows = await queryOften<{ key: string }>(sql`
    UPDATE cache_flight SET "heldAt" = now() AT TIME ZONE 'UTC' WHERE ${isMakers(maker)} RETURNING key`)
  return rows.map((row) => row.key)
}

/** Gives a flight back; whoever waits for it is told. */
export async function endFlightRow(maker: Maker, key: string): Promise<void> {
  await queryOften(sql`
    WITH ended AS (DELETE FROM cache_flight WHERE ${isMakers(maker)} AND key = ${key} RETURNING key)
    SELECT ${tellNews(maker.teamId, sql`ended.key`)}::text FROM ended`)
}

/** Gives all flights of a try back if that has ended: one whose worker was only stopped is resumed and goes on. */
export async function endFlightsOfEndedRun(maker: Maker): Promise<void> {
  await queryOften(sql`
    WITH ended AS (
      DELETE FROM cache_flight WHERE ${isMakers(maker)}
        AND NOT EXISTS (SELECT 1 FROM run WHERE id = ${maker.runId} AND "tryNumber" = ${maker.tryNumber}
                          AND status = 'running')
      RETURNING key)
    SELECT ${tellNews(maker.teamId, sql`ended.key`)}::text FROM ended`)
}
