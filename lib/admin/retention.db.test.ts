import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import type { RetentionDraft } from '@/lib/domain/retention'
import { foldRollups } from '@/lib/metrics/rollups/fold-rollups'
import { readAttempts } from '@/lib/metrics/rollups/read-attempts'
import { readRuns } from '@/lib/metrics/rollups/read-runs'
import { expectRefused } from '@/lib/testing/expect-refused'
import { fillTables } from '@/lib/testing/seed/fill-tables'
import { seedRun } from '@/lib/testing/seed/seed-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { applyRetention } from './apply-retention'
import { getRetention } from './get-retention'
import { previewRetention } from './preview-retention'
import { setRetention } from './set-retention'

const FOR_EVER: RetentionDraft = {
  ...{ payloads: null, logs: null, runs: null, reviews: null, snapshots: null },
  ...{ alerts: null, messages: null, audit: null },
}
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const YEARS = {
  from: '2020-01-01T00:00:00Z',
  until: '2040-01-01T00:00:00Z',
  bucket: 'day',
  timeZone: 'UTC',
} as const
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS)
/** Two nights after whatever is set now. */
const soon = () => new Date(Date.now() + 2 * DAY_MS)

let team: SeededTeam
let other: SeededTeam

async function fill(ctx: SeededTeam): Promise<void> {
  const project = await seedSources(ctx.owner, {
    slug: 'ledger',
    files: { 'ledger/money.py': 'CENTS = 100\n' },
  })
  for (const [key, days] of [
    ['old', 100],
    ['older', 400],
    ['new', 3],
  ] as const) {
    await seedRun(ctx.owner, { project, state: 'model', key, createdAt: daysAgo(days) })
  }
  await seedRun(ctx.owner, { project, state: 'queued', key: 'waiting', createdAt: daysAgo(500) })
  const { teamId } = ctx.owner
  // What was made with a run is as old as the run.
  await db().$executeRaw`
    UPDATE attempt_payload SET "createdAt" = attempt."createdAt" FROM attempt
    WHERE attempt.id = "attemptId" AND attempt."teamId" = ${teamId}`
  await db().$executeRaw`
    UPDATE "check" SET log = 'a log', "createdAt" = run."createdAt" FROM run
    WHERE run.id = "runId" AND run."teamId" = ${teamId}`
}

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  await fill(team)
  await fill(other)
})

const counts = async ({ owner: { teamId } }: SeededTeam) => ({
  runs: await db().run.count({ where: { teamId } }),
  launches: await db().launch.count({ where: { teamId } }),
  attempts: await db().attempt.count({ where: { teamId } }),
  payloads: await db().attemptPayload.count({ where: { teamId } }),
  logs: await db().check.count({ where: { teamId, log: { not: null } } }),
  checks: await db().check.count({ where: { teamId } }),
})

test('nothing goes from a team that keeps everything, and nothing before the night after it was set', async () => {
  const before = await counts(team)
  expect(await applyRetention(soon())).toEqual({})
  await setRetention(team.admin, { ...FOR_EVER, payloads: 30 })
  expect(await applyRetention()).toEqual({})
  expect(await counts(team)).toEqual(before)
  expect(await getRetention(team.admin)).toEqual({ ...FOR_EVER, payloads: 30 })
})

test('a dry run tells what then goes: no more, no less, and of this team only', async () => {
  const untouched = await counts(other)
  const before = await counts(team)
  const keep = { ...FOR_EVER, payloads: 30, logs: 200, runs: 300 }
  const preview = await previewRetention(team.admin, keep)
  expect(preview.payloads).toMatchObject({ rows: 4, capped: false })
  expect(preview.payloads?.bytes).toBeGreaterThan(100)
  expect(preview.runs?.rows).toBe(1)
  expect(preview.snapshots).toBeUndefined()
  expect(await counts(team), 'a dry run deletes nothing').toEqual(before)

  await setRetention(team.admin, keep)
  const now = soon()
  const removed = await applyRetention(now)
  expect(removed).toEqual({
    [team.owner.teamId]: { payloads: 4, logs: preview.logs?.rows, runs: 1, launches: 1 },
  })
  expect(preview.logs?.rows).toBeGreaterThan(0)
  expect(await counts(team)).toMatchObject({
    runs: before.runs - 1,
    launches: before.launches - 1,
    attempts: before.attempts - 2,
    payloads: 2,
  })
  expect(await db().run.count({ where: { teamId: team.owner.teamId, status: 'queued' } })).toBe(1)
  expect(await counts(other)).toEqual(untouched)
  expect(await applyRetention(now), 'once a night').toEqual({})
  expect(
    await db().auditEntry.findFirst({ where: { teamId: team.owner.teamId, action: 'retention.apply' } }),
  ).toMatchObject({ userId: null, detail: { payloads: 4, runs: 1, launches: 1 } })
})

test('money stays: what budgets and charts have counted is as it was', async () => {
  const { teamId, userId: createdBy } = team.owner
  await foldRollups()
  const sums = async () => [
    await readAttempts(teamId, { window: YEARS, by: ['model', 'project'] }),
    await readRuns(teamId, { window: YEARS, by: ['outcome'] }),
  ]
  const before = await sums()
  expect(before[0]?.length).toBeGreaterThan(2)
  const budget = await db().budget.create({
    data: {
      ...{ teamId, scope: 'team', scopeId: teamId, period: 'once', kind: 'soft', createdBy },
      ...{ periodStart: daysAgo(600), limitNanoUsd: 10n ** 12n, spentNanoUsd: 123n },
    },
  })
  await setRetention(team.admin, { ...FOR_EVER, runs: 32 })
  expect(await applyRetention(soon())).toEqual({ [teamId]: { runs: 1, launches: 1 } })
  const after = await db().budget.findUniqueOrThrow({ where: { id: budget.id } })
  expect(after.spentNanoUsd).toBe(123n)
  expect(await sums()).toEqual(before)
  await foldRollups()
  expect(await sums()).toEqual(before)
})

test('alerts that are over, messages that were sent and reviews go each by their own days; what is open or waits stays', async () => {
  const { teamId, userId } = other.owner
  const runId = (await db().run.findFirstOrThrow({ where: { teamId, status: 'done' } })).id
  await db().review.createMany({
    data: [40, 10].map((days) => ({ teamId, runId, userId, rating: 4, createdAt: daysAgo(days) })),
  })
  const rule = {
    teamId,
    name: 'r',
    kind: 'provider-down',
    condition: {},
    scopeId: teamId,
    severity: 'critical',
  }
  const { id: ruleId } = await db().alertRule.create({
    data: { ...rule, pendingSeconds: 0, recoverSeconds: 0 },
  })
  const alert = {
    teamId,
    ruleId,
    subject: '',
    severity: 'critical',
    ruleName: 'r',
    condition: {},
    text: 't',
    n: 1,
  }
  await db().alert.createMany({
    data: [
      { ...alert, state: 'resolved', startedAt: daysAgo(60), resolvedAt: daysAgo(50) },
      { ...alert, state: 'resolved', startedAt: daysAgo(60), resolvedAt: daysAgo(2) },
      { ...alert, state: 'firing', startedAt: daysAgo(60), openKey: 'open' },
    ],
  })
  const { id: channelId } = await db().alertChannel.create({
    data: { teamId, name: 'c', kind: 'webhook', createdBy: userId },
  })
  const message = { teamId, channelId, message: {} }
  await db().alertDelivery.createMany({
    data: [
      { ...message, state: 'delivered', createdAt: daysAgo(20) },
      { ...message, state: 'waiting', createdAt: daysAgo(20) },
      { ...message, state: 'given-up', createdAt: daysAgo(3) },
    ],
  })
  const days = { ...FOR_EVER, reviews: 32, alerts: 30, messages: 14 }
  const preview = await previewRetention(other.admin, days)
  expect(Object.entries(preview).map(([kind, { rows }]) => [kind, rows])).toEqual([
    ['reviews', 1],
    ['alerts', 1],
    ['messages', 1],
  ])
  await setRetention(other.admin, days)
  expect((await applyRetention(soon()))[teamId]).toEqual({ reviews: 1, alerts: 1, messages: 1 })
  expect(await db().alert.count({ where: { teamId } })).toBe(2)
  expect(await db().alertDelivery.count({ where: { teamId } })).toBe(2)
  await setRetention(other.admin, FOR_EVER)
})

test('is set within bounds, by those who may', async () => {
  await expectRefused(setRetention(team.member, FOR_EVER), 'forbidden')
  await expectRefused(previewRetention(team.viewer, FOR_EVER), 'forbidden')
  const error = await expectRefused(setRetention(team.admin, { ...FOR_EVER, runs: 7 }), 'invalid-input')
  expect(error.fields.runs).toBe('The least is 32 days.')
})

test('whatever the hour, there are 12 to set it back', async () => {
  const { teamId } = other.owner
  const before = await counts(other)
  for (let hour = 0; hour < 24; hour += 1) {
    await db().team.update({ where: { id: teamId }, data: { timeZone: `Etc/GMT+${hour % 12}` } })
    await setRetention(other.admin, { ...FOR_EVER, payloads: 30 })
    expect(await applyRetention(new Date(Date.now() + 11.9 * HOUR_MS)), `${hour}`).not.toHaveProperty(teamId)
  }
  expect(await counts(other)).toEqual(before)
})

test('a team at which it fails keeps it from no other', async () => {
  const ids = [team.owner.teamId, other.owner.teamId].sort()
  await setRetention(team.admin, { ...FOR_EVER, payloads: 3650 })
  await setRetention(other.admin, { ...FOR_EVER, payloads: 3650 })
  await db().team.update({ where: { id: ids[0] }, data: { retention: { payloads: 'nonsense' } } })
  expect(Object.keys(await applyRetention(soon()))).toEqual([ids[1]])
  await db().team.update({ where: { id: ids[0] }, data: { retention: {} } })
})

test('what findings keep is passed over once, and what comes after it goes all the same', async () => {
  const { teamId, userId } = team.owner
  const runs = await db().run.findMany({ where: { teamId }, orderBy: { id: 'asc' } })
  await fillTables(['finding'], {
    ...{ teamId, projectId: runs[0]?.projectId, firstRunId: runs[0]?.id, lastRunId: runs[0]?.id, userId },
  })
  await db().run.updateMany({
    where: { teamId },
    data: { status: 'done', createdAt: daysAgo(900), endedAt: daysAgo(899) },
  })
  await setRetention(team.admin, { ...FOR_EVER, runs: 32 })
  expect((await applyRetention(soon()))[teamId]?.runs).toBe(runs.length - 1)
  expect((await db().run.findMany({ where: { teamId } })).map(({ id }) => id)).toEqual([runs[0]?.id])
})

test.each([
  // Clocks went forward at 2:00 and back at 2:00; the night begins at 2:00 of the team's own clocks.
  ['America/New_York', '2026-03-08T05:00:00Z', '2026-03-08T06:59:00Z', '2026-03-08T07:01:00Z'],
  ['America/New_York', '2026-11-01T04:00:00Z', '2026-11-01T05:59:00Z', '2026-11-01T07:01:00Z'],
  ['Asia/Kolkata', '2026-06-01T18:00:00Z', '2026-06-01T20:29:00Z', '2026-06-01T20:31:00Z'],
])('nights begin in the time zone of the team: %s', async (timeZone, ranAt, early, due) => {
  const { teamId } = other.owner
  await setRetention(other.admin, { ...FOR_EVER, payloads: 3650 })
  await db().team.update({ where: { id: teamId }, data: { timeZone, retentionRanAt: new Date(ranAt) } })
  expect(await applyRetention(new Date(early))).not.toHaveProperty(teamId)
  expect(await applyRetention(new Date(due))).toHaveProperty(teamId)
})
