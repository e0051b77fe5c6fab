import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { db, pool } from '@/lib/db/db'
import { constantSql } from '@/lib/db/sql'
import { findRollupFaults } from '@/lib/metrics/rollups/find-rollup-faults'
import { foldRollups, LOCK_SPACE } from '@/lib/metrics/rollups/fold-rollups'
import { readAttempts } from '@/lib/metrics/rollups/read-attempts'
import { restoreProject } from '@/lib/projects/archive-project'
import { changeRole } from '@/lib/teams/change-role'
import { inviteMember } from '@/lib/teams/invite-member'
import { expectRefused } from '@/lib/testing/expect-refused'
import { fillTables } from '@/lib/testing/seed/fill-tables'
import { seedRun } from '@/lib/testing/seed/seed-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { cancelDeletion } from './cancel-deletion'
import { listDeletions } from './list-deletions'
import { OTHER_COLUMNS, OWN_COLUMNS, PERSON_COLUMNS } from './person-columns'
import { requestPersonDeletion } from './request-person-deletion'
import { requestProjectDeletion } from './request-project-deletion'
import { runDeletions } from './run-deletions'

const HOUR_MS = 3_600_000
const YEARS = {
  from: '2020-01-01T00:00:00Z',
  until: '2040-01-01T00:00:00Z',
  bucket: 'day',
  timeZone: 'UTC',
} as const
const later = () => new Date(Date.now() + 2 * HOUR_MS)

const Columns = z.array(z.object({ table: z.string(), column: z.string() }))

const Tables = z.array(z.object({ table: z.string() }))

/** Tables of ours in a row of which a word stands, in whatever column. */
async function findEverywhere(word: string): Promise<string[]> {
  const tables = Tables.parse(
    await db().$queryRaw`
      SELECT table_name AS table FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name !~ '_(20\\d\\d_\\d\\d|other)$'`,
  )
  const found: string[] = []
  for (const { table } of tables) {
    const [hit] = await db().$queryRaw<unknown[]>`
      SELECT 1 FROM ${constantSql(`"${table}"`)} AS t WHERE position(${word} IN t::text) > 0 LIMIT 1`
    if (hit !== undefined) found.push(table)
  }
  return found
}

const Counts = z.tuple([z.object({ rows: z.number() })])

/** How many rows of a table hold a value in a column. */
async function countIn(table: string, column: string, value: string): Promise<number> {
  const [{ rows }] = Counts.parse(
    await db().$queryRaw`
      SELECT count(*)::int AS rows FROM ${constantSql(`"${table}"`)} WHERE ${constantSql(`"${column}"`)} = ${value}`,
  )
  return rows
}

let team: SeededTeam
let other: SeededTeam

/** The tables with rows of a project, each with one, and an alert of a rule of the whole team about its budget. */
async function fillWithProject(place: Record<'projectId' | 'snapshotId' | 'runId' | 'launchId', string>) {
  const { projectId } = place
  const { teamId, userId } = team.owner
  const columns = Columns.parse(
    await db().$queryRaw`
      SELECT DISTINCT table_name AS table, column_name AS column FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name IN ('projectId', 'scopeId')
        AND table_name !~ '_(20\\d\\d_\\d\\d|other)$'`,
  )
  const missing: string[] = []
  for (const { table, column } of columns) {
    if ((await countIn(table, column, projectId)) === 0) missing.push(table)
  }
  const known = { ...place, teamId, userId, createdBy: userId, scope: 'project', scopeId: projectId }
  await fillTables(missing, known)
  const budget = await db().budget.findFirstOrThrow({ where: { teamId, scopeId: projectId } })
  const about = { subject: budget.id, subjectName: 'project budget of doomed for this month' }
  await fillTables(['alert_rule', 'alert', 'alert_event', 'alert_sample', 'alert_sight'], {
    ...{ teamId, scope: 'team', scopeId: teamId, text: `The ${about.subjectName} has used 80 %.` },
    ...{ ...about, readings: [about] },
  })
  for (const { table, column } of columns) {
    expect(await countIn(table, column, projectId), `${table}.${column} would be looked at`).toBeGreaterThan(
      0,
    )
  }
}

/** Every column that can hold a person, with this one, and alerts that name them as they are called and were called. */
async function fillWithPerson(userId: string, runId: string): Promise<void> {
  const { teamId } = team.owner
  const { snapshotId, projectId, launchId } = await db().run.findUniqueOrThrow({ where: { id: runId } })
  const place = { teamId, projectId, snapshotId, launchId, runId, scope: 'member', scopeId: userId }
  const columns = Object.entries(PERSON_COLUMNS).flatMap(([table, names]) =>
    names.map((column) => ({ table, column })),
  )
  const missing = []
  for (const { table, column } of columns) {
    if (table !== 'deletion' && (await countIn(table, column, userId)) === 0) missing.push(table)
  }
  const asPerson = Object.fromEntries(columns.map(({ column }) => [column, userId]))
  await fillTables([...new Set([...missing, 'finding', 'alert_sight'])], {
    ...{ ...asPerson, ...place, comment: null },
  })
  const by = { requestedBy: userId, cancelledBy: userId }
  await fillTables(['deletion'], { ...by, teamId, kind: 'project', doneAt: '2026-11-20T09:00:00Z' })
  for (const { table, column } of columns) {
    expect(await countIn(table, column, userId), `${table}.${column} would be looked at`).toBeGreaterThan(0)
  }
  const { id: subject } = await db().budget.findFirstOrThrow({ where: { teamId, scopeId: userId } })
  for (const [of, name, share] of [
    [subject, 'member of Team red for this month', '80 %'],
    [subject, 'Ann "A."', '90 %'],
    ['somebody else', 'member of Team redmond for this month', '1 %'],
  ]) {
    const subjectName = `member budget of ${name}`
    const text = `The ${subjectName} has used ${share} of $1.00.`
    const message = { title: `Budget nearly spent (${subjectName})`, text }
    await fillTables(
      ['alert_rule', 'alert', 'alert_event', 'alert_channel', 'alert_delivery', 'alert_sight'],
      {
        ...{
          ...place,
          scope: 'team',
          scopeId: teamId,
          subject: of,
          subjectName,
          text,
          message,
          readings: [message],
        },
      },
    )
  }
  await fillTables(['alert_channel', 'alert_delivery'], {
    ...{ teamId, message: { text: 'member of Team red tested this channel.' }, eventId: null },
    problem: '550 No such user: Member@red.test',
  })
}

const sources = (ctx: SeededTeam, slug: string, source: string) =>
  seedSources(ctx.owner, { slug, files: { 'ledger/money.py': source } })

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
})

describe('a project', () => {
  test('is deleted with all that was made of it, and with nothing else', async () => {
    const doomed = await sources(team, 'doomed', 'ONLY_HERE = 1\n')
    const kept = await sources(team, 'kept', 'SHARED = 1\n')
    const twin = await sources(other, 'twin', 'SHARED = 1\n')
    const { runId, launchId } = await seedRun(team.owner, { project: doomed, state: 'model', key: 'doomed' })
    await fillWithProject({ ...doomed, runId, launchId })
    await seedRun(team.owner, { project: kept, state: 'model', key: 'kept' })
    await seedRun(other.owner, { project: twin, state: 'model', key: 'twin' })
    const { teamId } = team.owner
    const flows: string[] = []
    const runAll = () =>
      runDeletions(async (ids) => {
        flows.push(...ids)
      }, later())

    await expectRefused(
      requestProjectDeletion(team.admin, { projectId: doomed.projectId, name: 'Doomed' }),
      'invalid-input',
    )
    await expectRefused(
      requestProjectDeletion(team.member, { projectId: doomed.projectId, name: 'doomed' }),
      'forbidden',
    )
    const { id } = await requestProjectDeletion(team.admin, { projectId: doomed.projectId, name: 'doomed' })
    expect(await runDeletions(async () => undefined), 'there is an hour to think again').toBe(0)
    expect(await db().project.findUnique({ where: { id: doomed.projectId } })).toMatchObject({
      archivedAt: expect.any(Date),
    })
    expect(await runAll()).toBe(1)
    expect(flows).toContain(`${runId}:1`)

    expect(await findEverywhere('project budget of doomed')).toEqual([])
    // The log keeps that it was there and who had it deleted.
    expect((await findEverywhere(doomed.projectId)).sort()).toEqual(['audit_entry', 'deletion'])
    const cells = await readAttempts(teamId, { window: YEARS, by: ['project'], total: true })
    expect(cells.map(({ keys, figures }) => [keys.project, figures.attempts])).toEqual([[kept.projectId, 2]])
    expect(await findRollupFaults(teamId)).toEqual([])
    expect(await findEverywhere(runId)).toEqual([])
    expect(await db().blob.count({ where: { content: Buffer.from('ONLY_HERE = 1\n') } })).toBe(0)
    expect(await db().blob.count({ where: { content: Buffer.from('SHARED = 1\n') } })).toBe(1)
    expect(await db().run.count({ where: { teamId } })).toBe(1)
    expect(await db().run.count({ where: { teamId: other.owner.teamId } })).toBe(1)
    const { deletions } = await listDeletions(team.admin)
    expect(deletions.find((one) => one.id === id)).toMatchObject({
      ...{ state: 'done', name: 'doomed', requestedByName: 'admin of Team red' },
      removed: { runs: 1, launches: 1, imports: 1, 'contents of files': 1, budgets: 1, 'alert rules': 1 },
    })
    expect(await runAll(), 'done is done').toBe(0)
  })

  test('can be called off for an hour, and waits for runs that are under way', async () => {
    const project = await sources(team, 'spared', 'SPARED = 1\n')
    const order = { projectId: project.projectId, name: 'spared' }
    const { id } = await requestProjectDeletion(team.owner, order)
    await expectRefused(requestProjectDeletion(team.owner, order), 'conflict')
    await expectRefused(cancelDeletion(other.owner, { id }), 'not-found')
    await cancelDeletion(team.admin, { id })
    expect(await runDeletions(async () => undefined, later())).toBe(0)
    expect(await db().project.findUnique({ where: { id: project.projectId } })).toMatchObject({
      archivedAt: null,
    })
    await expectRefused(cancelDeletion(team.admin, { id }), 'conflict')

    const again = await requestProjectDeletion(team.owner, order)
    await expectRefused(restoreProject(team.member, { projectId: project.projectId }), 'forbidden')
    expect(await db().deletion.findUnique({ where: { id: again.id } })).toMatchObject({ cancelledAt: null })
    await restoreProject(team.admin, { projectId: project.projectId })
    expect(await runDeletions(async () => undefined, later()), 'who restores it wants it').toBe(0)
    await expectRefused(cancelDeletion(team.admin, again), 'conflict')

    const { runId } = await seedRun(team.owner, { project, state: 'running', key: 'busy' })
    const error = await expectRefused(requestProjectDeletion(team.owner, order), 'conflict')
    expect(error.userText).toBe('1 run of this project is under way. Cancel them, or wait for them.')
    await db().run.update({ where: { id: runId }, data: { status: 'failed' } })
    await requestProjectDeletion(team.owner, order)
    await db().run.update({ where: { id: runId }, data: { status: 'running' } })
    expect(await runDeletions(async () => undefined, later()), 'a retry came in between').toBe(0)
    await db().deletion.updateMany({
      where: { subjectId: project.projectId, cancelledAt: null },
      data: { dueAt: new Date() },
    })
    await expectRefused(restoreProject(team.owner, { projectId: project.projectId }), 'conflict')
    await db().run.update({ where: { id: runId }, data: { status: 'failed' } })
    expect(await runDeletions(async () => undefined, later())).toBe(1)
  })
})

test('figures of a project that goes are gone also when its sums were being made anew meanwhile', async () => {
  const { teamId } = team.owner
  const project = await sources(team, 'summed', 'SUMMED = 1\n')
  await seedRun(team.owner, { project, state: 'model', key: 'summed' })
  await foldRollups()
  await requestProjectDeletion(team.owner, { projectId: project.projectId, name: 'summed' })
  const rebuild = await pool().connect()
  const lock = `(hashtext('${LOCK_SPACE}'), hashtext('${teamId}'))`
  await rebuild.query(`SELECT pg_advisory_lock${lock}`)
  const deleting = runDeletions(async () => undefined, later())
  const waits = async () =>
    (await rebuild.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rowCount
  await expect.poll(waits, { timeout: 20_000 }).toBeGreaterThan(0)
  await rebuild.query(`SELECT pg_advisory_unlock${lock}`)
  rebuild.release()
  expect(await deleting).toBe(1)
  const cells = await readAttempts(teamId, { window: YEARS, by: ['project'], total: true })
  expect(cells.map(({ keys }) => keys.project)).not.toContain(project.projectId)
  expect(await countIn('attempt_key', 'project', project.projectId)).toBe(0)
  expect(await findRollupFaults(teamId)).toEqual([])
})

describe('a person', () => {
  test('leaves nothing behind but rows of a former member', async () => {
    const { teamId, userId } = team.member
    const project = await sources(team, 'work', 'WORK = 1\n')
    const { runId } = await seedRun(team.member, { project, state: 'model', key: 'mine' })
    const email = 'member@red.test'
    await db().review.create({ data: { teamId, runId, userId, comment: 'I do not like it', rating: 2 } })
    await inviteMember(team.owner, { role: 'member', email })
    const viewer = await db().member.findFirstOrThrow({ where: { userId: team.viewer.userId } })
    await changeRole(team.admin, { memberId: viewer.id, role: 'member' })
    await db().budget.create({
      data: {
        ...{ teamId, scope: 'member', scopeId: userId, period: 'once', kind: 'soft', createdBy: userId },
        ...{ periodStart: new Date(), limitNanoUsd: 10n ** 9n, spentNanoUsd: 77n },
      },
    })
    await fillWithPerson(userId, runId)
    const cost = async () =>
      (await db().attempt.aggregate({ where: { teamId }, _sum: { costNanoUsd: true } }))._sum.costNanoUsd

    const before = await cost()
    const order = { userId, name: 'member of Team red' }
    await expectRefused(requestPersonDeletion(team.admin, { userId, name: 'member' }), 'invalid-input')
    await expectRefused(requestPersonDeletion(other.owner, order), 'not-found')
    await requestPersonDeletion(team.admin, order)
    expect(await db().member.count({ where: { userId } }), 'out at once').toBe(0)
    expect(await runDeletions(async () => undefined)).toBe(1)

    const texts = (await db().alert.findMany({ where: { teamId, NOT: { subjectName: null } } })).map(
      (one) => one.text,
    )
    expect(texts.sort()).toEqual([
      'The member budget of a former member for this month has used 80 % of $1.00.',
      'The member budget of a former member has used 90 % of $1.00.',
      'The member budget of member of Team redmond for this month has used 1 % of $1.00.',
    ])
    await db().alertRule.deleteMany({ where: { alerts: { some: { subject: 'somebody else' } } } })
    for (const word of [userId, email, 'member of Team red', 'Ann "A."', 'I do not like it']) {
      expect(await findEverywhere(word), word).toEqual([])
    }
    expect(await cost(), 'money stays').toEqual(before)
    expect(await findRollupFaults(teamId)).toEqual([])
    const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
    expect(run.createdBy).toMatch(/^former-/)
    expect(await db().attempt.count({ where: { userId: run.createdBy } })).toBe(2)
    expect(await db().budget.count({ where: { scopeId: run.createdBy, spentNanoUsd: 77n } })).toBe(1)
    const { deletions, people } = await listDeletions(team.owner)
    expect(deletions[0]).toMatchObject({
      kind: 'person',
      name: null,
      state: 'done',
      removed: { comments: 1 },
    })
    expect(people.map(({ id }) => id)).not.toContain(userId)
  })

  test('who is in another team keeps the account there', async () => {
    const { userId } = team.viewer
    await db().member.create({ data: { teamId: other.owner.teamId, userId, role: 'member' } })
    await requestPersonDeletion(team.owner, { userId, name: 'viewer of Team red' })
    expect(await runDeletions(async () => undefined)).toBe(1)
    expect(await db().user.count({ where: { id: userId } })).toBe(1)
    expect(await db().member.findMany({ where: { userId } })).toMatchObject([{ teamId: other.owner.teamId }])
  })

  test('who is invited again afterwards is counted anew, and not among former members', async () => {
    const again = await seedTeam({ slug: 'green' })
    const { teamId, userId } = again.member
    const project = await sources(again, 'again', 'AGAIN = 1\n')
    const memberOfAll = async () =>
      (await readAttempts(teamId, { window: YEARS, by: ['member'], total: true })).map(
        ({ keys }) => keys.member,
      )
    await db().member.create({ data: { teamId: other.owner.teamId, userId, role: 'member' } })
    await seedRun(again.member, { project, state: 'model', key: 'before' })
    await foldRollups()
    expect(await memberOfAll()).toEqual([userId])
    // As of a row that retention has deleted: nothing but its sum is left.
    await db().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('assay.keep_rollups', 'on', true)`
      await tx.run.deleteMany({ where: { teamId } })
    })
    await requestPersonDeletion(again.owner, { userId, name: 'member of Team green' })
    expect(await runDeletions(async () => undefined)).toBe(1)
    await db().member.create({ data: { teamId, userId, role: 'member' } })
    await seedRun(again.member, { project, state: 'model', key: 'after' })
    await foldRollups()
    const members = await memberOfAll()
    expect(members).toHaveLength(2)
    expect(members).toContain(userId)
  })

  test('the last owner and higher roles are spared', async () => {
    const order = { userId: team.owner.userId, name: 'owner of Team red' }
    await expectRefused(requestPersonDeletion(team.owner, order), 'conflict')
    await expectRefused(requestPersonDeletion(team.admin, order), 'forbidden')
  })

  test('every column that holds a person is known', async () => {
    const columns = Columns.parse(
      await db().$queryRaw`
        SELECT table_name AS table, column_name AS column FROM information_schema.columns AS own
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type = 'text' AND column_name ~ '(By|[uU]serId)$'
          AND table_name !~ '_(20\\d\\d_\\d\\d|other)$'
          AND EXISTS (SELECT FROM information_schema.columns AS team WHERE team.table_schema = 'public'
            AND team.table_name = own.table_name AND team.column_name = 'teamId')`,
    )
    const known = [PERSON_COLUMNS, OWN_COLUMNS, OTHER_COLUMNS]
    const isKnown = ({ table, column }: { table: string; column: string }) =>
      known.some((columnsOf) => columnsOf[table]?.includes(column))
    expect(columns.filter((one) => !isKnown(one))).toEqual([])
  })
})
