import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import { Retention, RetentionKind } from '@/lib/domain/retention'
import { log } from '@/lib/log/log'
import { recordAudit } from '@/lib/teams/record-audit'
import { RETENTION_RULES, retentionEnd } from './retention-rules'

const BATCH = 500
/** Of the night, in the team's time zone: nobody launches, and budgets of the day before are closed. */
const HOUR = 2

const Due = z.array(z.object({ id: z.string(), retention: Retention }))
const Picked = z.array(z.object({ id: z.string() }))

type Removed = Partial<Record<RetentionKind, number>>

/**
 * Deletes what teams keep no longer: once a night for each that keeps anything for days only. Figures of money and of
 * charts stay: budgets, and the rollups, which are told not to follow. Any worker may call it at any time; returns how
 * many rows went, by team.
 */
export async function applyRetention(now = new Date()): Promise<Record<string, Removed>> {
  const done: Record<string, Removed> = {}
  for (const { id, retention } of await claimDueTeams(now)) {
    done[id] = await applyToTeam(id, retention, now)
  }
  return done
}

/** Claimed by one statement: of two workers one gets a team. Who dies over it leaves the rest to the next night. */
async function claimDueTeams(now: Date) {
  const at = now.toISOString()
  const nightOf = (moment: Sql) =>
    sql`date_trunc('day', (${moment} AT TIME ZONE "timeZone") - ${HOUR} * interval '1 hour')`
  const night = nightOf(sql`${at}::timestamptz`)
  const last = nightOf(sql`"retentionRanAt" AT TIME ZONE 'UTC'`)
  const rows = await db().$queryRaw`
    UPDATE team SET "retentionRanAt" = ${at}::timestamp
    WHERE retention <> '{}' AND ("retentionRanAt" IS NULL OR ${last} < ${night})
    RETURNING id, retention`
  return Due.parse(rows)
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
  if (removed.runs !== undefined) await removeEmptyLaunches(teamId)
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

/** In small transactions, so that nobody waits for them. */
async function removeAll(teamId: string, kind: RetentionKind, before: Date): Promise<number> {
  const { pick, passOver, remove } = RETENTION_RULES[kind]
  let after = ''
  for (let removed = 0; ; ) {
    const beyond = passOver === null ? sql`` : sql`AND ${passOver} > ${after} ORDER BY ${passOver}`
    const picked = Picked.parse(
      await db().$queryRaw`SELECT id FROM (${pick(teamId, before)} ${beyond} LIMIT ${BATCH}) AS picked`,
    )
    const ids = picked.map(({ id }) => id)
    if (ids.length > 0) {
      await db().$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('assay.keep_rollups', 'on', true)`
        await tx.$executeRaw(remove(ids))
      })
    }
    removed += ids.length
    after = ids.at(-1) ?? after
    if (ids.length < BATCH) return removed
  }
}

/** A launch all of whose runs are gone says nothing any more. */
async function removeEmptyLaunches(teamId: string): Promise<void> {
  await db().$executeRaw`
    DELETE FROM launch WHERE "teamId" = ${teamId}
      AND NOT EXISTS (SELECT FROM run WHERE run."launchId" = launch.id)`
}
