import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import { constantSql, sql } from '@/lib/db/sql'
import { METRIC_KINDS, type MetricKind } from './metric-kind'
import { summedUpSql } from './sum-up-sql'

/** Deltas that are added in one transaction: seconds' worth; of late ones, each of an hour of its own, far fewer in the same time. */
const MOST_AT_ONCE = 5_000
const FEWEST_AT_ONCE = 200
/** A transaction that takes longer is in others' way; one that takes a minute is given up. */
const SLOW_MS = 5_000
/** From so many on the table is swept at once, as every reader walks over what is left in it. */
const SWEPT_FROM = 1_000

const Taken = z.tuple([z.object({ taken: z.number() })])

/** Advisory locks of this space and a team's id: who holds one may write the team's rollups. */
export const LOCK_SPACE = 'assay rollups'

/**
 * Adds a batch of a kind's deltas to the rollups and takes them away, in one transaction: readers count each delta exactly
 * once at every moment. Teams whose rollups are being made anew are left for later. Returns how many there were.
 */
async function foldBatch(kind: MetricKind, atLeast: number, atMost: number): Promise<number> {
  const deltas = constantSql(`${kind.name}_delta`)
  const waiting = await queryOften<{ teamId: string; deltas: number }>(
    sql`SELECT "teamId", count(*)::int AS deltas FROM ${deltas} GROUP BY "teamId"`,
  )
  if (waiting.reduce((sum, team) => sum + team.deltas, 0) < atLeast) return 0
  const teamIds = waiting.map(({ teamId }) => teamId)
  return db().$transaction(async (tx) => {
    // In a statement of its own: the next one must see what the last holder of the lock did.
    const locked = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM unnest(${teamIds}::text[]) AS id
      WHERE pg_try_advisory_xact_lock(hashtext(${LOCK_SPACE}), hashtext(id))`
    const [{ taken }] = Taken.parse(
      await tx.$queryRaw`
        WITH deleted AS (
          DELETE FROM ${deltas} WHERE id IN (
            SELECT id FROM ${deltas} WHERE "teamId" = ANY(${locked.map(({ id }) => id)}::text[]) ORDER BY id LIMIT ${atMost})
          RETURNING *
        ), taken AS MATERIALIZED (
          SELECT deleted.*, coalesce(team."timeZone", 'UTC') AS zone FROM deleted LEFT JOIN team ON team.id = deleted."teamId"
        ), ${summedUpSql(kind)}
        SELECT count(*)::int AS taken FROM taken`,
    )
    return taken
  })
}

/** How many of each kind are taken at once: what went quickly before. */
const atOnce = new Map<string, number>()

/** Folds a batch, and makes the next ones smaller when it took long or was given up, larger when it went quickly. */
async function foldNext(kind: MetricKind, atLeast: number): Promise<{ taken: number; isAll: boolean }> {
  const atMost = atOnce.get(kind.name) ?? MOST_AT_ONCE
  const startedMs = performance.now()
  try {
    const taken = await foldBatch(kind, atLeast, atMost)
    return { taken, isAll: taken < atMost }
  } finally {
    const isSlow = performance.now() - startedMs > SLOW_MS
    atOnce.set(
      kind.name,
      isSlow ? Math.max(FEWEST_AT_ONCE, Math.floor(atMost / 4)) : Math.min(MOST_AT_ONCE, atMost * 2),
    )
  }
}

/**
 * Adds all deltas that are there to the rollups; returns how many. Any process may call it at any time; what is not folded
 * yet is counted by the readers all the same. `atLeast`: fewer of a kind are left for later, as folding few costs nearly as
 * much as folding many.
 */
export async function foldRollups({ atLeast = 1 } = {}): Promise<number> {
  let folded = 0
  for (const kind of METRIC_KINDS) {
    let ofKind = 0
    for (let isAll = false; !isAll; ) {
      const batch = await foldNext(kind, ofKind === 0 ? atLeast : 1)
      ofKind += batch.taken
      isAll = batch.isAll
    }
    if (ofKind >= SWEPT_FROM) await db().$executeRawUnsafe(`VACUUM (TRUNCATE false) ${kind.name}_delta`)
    folded += ofKind
  }
  return folded
}
