import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import { Retention, RetentionKind } from '@/lib/domain/retention'
import { log } from '@/lib/log/log'
import { recordAudit } from '@/lib/teams/record-audit'
import { RETENTION_RULES, retentionEnd } from './retention-rules'

const BATCH = 500
/** Looked for at once: each look walks over what findings keep. */
const PICKED_AT_ONCE = 20_000
/** Of the night, in the team's time zone: nobody launches, and budgets of the day before are closed. */
const HOUR = 2

const Due = z.array(z.object({ id: z.string(), retention: z.unknown() }))
const Picked = z.array(z.object({ id: z.string() }))

type Removed = Partial<Record<RetentionKind | 'launches', number>>

/**
 * Deletes what teams keep no longer: once a night for each that keeps anything for days only. Figures of money and of
 * charts stay: budgets, and the rollups, which are told not to follow. A team at which it fails keeps it from no other. Any
 * worker may call it at any time; returns how many rows went, by team.
 */
export async function applyRetention(now = new Date()): Promise<Record<string, Removed>> {
  const done: Record<string, Removed> = {}
  for (let after = ''; ; ) {
    const team = await claimDueTeam(after, now)
    if (team === undefined) return done
    after = team.id
    try {
      done[team.id] = await applyToTeam(team.id, Retention.parse(team.retention), now)
    } catch (error) {
      log.error(
        { err: error, teamId: team.id },
        'retention failed for this team and is tried again next night',
      )
    }
  }
}

/** The next team by id, claimed by one statement: of two workers one gets it. Who dies over one leaves it to the next night. */
async function claimDueTeam(after: string, now: Date) {
  const at = now.toISOString()
  const nightOf = (moment: Sql) =>
    sql`date_trunc('day', (${moment} AT TIME ZONE "timeZone") - ${HOUR} * interval '1 hour')`
  const night = nightOf(sql`${at}::timestamptz`)
  const last = nightOf(sql`"retentionRanAt" AT TIME ZONE 'UTC'`)
  const rows = await db().$queryRaw`
    UPDATE team SET "retentionRanAt" = ${at}::timestamp
    WHERE id = (
      SELECT id FROM team
      WHERE id > ${after} AND retention <> '{}' AND ("retentionRanAt" IS NULL OR ${last} < ${night})
      ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, retention`
  return Due.parse(rows)[0]
}

async function applyToTeam(teamId: string, retention: Retention, now: Date): Promise<Removed> {
  const removed: Removed = {}
  for (const kind of RetentionKind.options) {
    const days = retention[kind]
    if (days === null) continue
    const before = retentionEnd(days, now)
    if (kind === 'runs') await tellRollups(teamId, before)
    const rows = await removeAll(teamId, kind, before)
    if (rows > 0) removed[kind] = rows
  }
  if (removed.runs !== undefined) removed.launches = await removeEmptyLaunches(teamId)
  if (Object.keys(removed).length === 0) return removed
  log.info({ teamId, removed }, 'data was deleted that its team keeps no longer')
  await db().$transaction((tx) =>
    recordAudit(
      tx,
      { teamId, userId: null, requestId: 'schedule' },
      { action: 'retention.apply', subjectType: 'team', subjectId: teamId, detail: removed },
    ),
  )
  return removed
}

/** Sums of what ended before cannot be counted from rows again. */
async function tellRollups(teamId: string, before: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE team SET "rowsSince" = greatest("rowsSince", ${before.toISOString()}::timestamp) WHERE id = ${teamId}`
}

/** In small transactions, so that nobody waits for them; along the key, so that what stays is walked over once. */
async function removeAll(teamId: string, kind: RetentionKind, before: Date): Promise<number> {
  const { pick, key, remove } = RETENTION_RULES[kind]
  let after = ''
  for (let removed = 0; ; ) {
    const picked = Picked.parse(
      await db().$queryRaw`
        SELECT id FROM (${pick(teamId, before)} AND ${key} > ${after} ORDER BY ${key} LIMIT ${PICKED_AT_ONCE}) AS picked`,
    )
    for (let from = 0; from < picked.length; from += BATCH) {
      const ids = picked.slice(from, from + BATCH).map(({ id }) => id)
      await db().$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('assay.keep_rollups', 'on', true)`
        await tx.$executeRaw(remove(ids))
      })
    }
    removed += picked.length
    after = picked.at(-1)?.id ?? after
    if (picked.length < PICKED_AT_ONCE) return removed
  }
}

/** A launch all of whose runs are gone says nothing any more. Returns how many there were. */
async function removeEmptyLaunches(teamId: string): Promise<number> {
  return db().$executeRaw`
    DELETE FROM launch WHERE "teamId" = ${teamId}
      AND NOT EXISTS (SELECT FROM run WHERE run."launchId" = launch.id)`
}
