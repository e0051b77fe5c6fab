import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { constantSql } from '@/lib/db/sql'
import { findRollupFaults } from '@/lib/metrics/rollups/find-rollup-faults'
import { readAttempts } from '@/lib/metrics/rollups/read-attempts'
import { restoreProject } from '@/lib/projects/archive-project'
import { changeRole } from '@/lib/teams/change-role'
import { inviteMember } from '@/lib/teams/invite-member'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedRun } from '@/lib/testing/seed/seed-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { cancelDeletion } from './cancel-deletion'
import { listDeletions } from './list-deletions'
import { OWN_COLUMNS, PERSON_COLUMNS } from './person-columns'
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

let team: SeededTeam
let other: SeededTeam

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
    const { runId } = await seedRun(team.owner, { project: doomed, state: 'model', key: 'doomed' })
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
    expect(flows).toEqual([`${runId}:1`])

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
      removed: { runs: 1, launches: 1, imports: 1, 'contents of files': 1 },
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
    await restoreProject(team.member, { projectId: project.projectId })
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
    const cost = async () =>
      (await db().attempt.aggregate({ where: { teamId }, _sum: { costNanoUsd: true } }))._sum.costNanoUsd

    const before = await cost()
    const order = { userId, name: 'member of Team red' }
    await expectRefused(requestPersonDeletion(team.admin, { userId, name: 'member' }), 'invalid-input')
    await expectRefused(requestPersonDeletion(other.owner, order), 'not-found')
    await requestPersonDeletion(team.admin, order)
    expect(await db().member.count({ where: { userId } }), 'out at once').toBe(0)
    expect(await runDeletions(async () => undefined)).toBe(1)

    for (const word of [userId, email, 'member of Team red', 'I do not like it']) {
      expect(await findEverywhere(word), word).toEqual([])
    }
    expect(await cost(), 'money stays').toEqual(before)
    expect(await findRollupFaults(teamId)).toEqual([])
    const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
    expect(run.createdBy).toMatch(/^former-/)
    expect(await db().attempt.count({ where: { userId: run.createdBy } })).toBe(2)
    expect(await db().budget.findFirstOrThrow({ where: { scopeId: run.createdBy } })).toMatchObject({
      spentNanoUsd: 77n,
    })
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
    const known = { ...PERSON_COLUMNS, ...OWN_COLUMNS }
    expect(columns.filter(({ table, column }) => !known[table]?.includes(column))).toEqual([])
  })
})
