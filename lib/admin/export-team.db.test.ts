import { gunzipSync } from 'node:zlib'
import { Parser } from 'tar'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { inviteMember } from '@/lib/teams/invite-member'
import { expectRefused } from '@/lib/testing/expect-refused'
import { fillTables } from '@/lib/testing/seed/fill-tables'
import { seedRun } from '@/lib/testing/seed/seed-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { EXPORTED_TABLES, LEFT_OUT_TABLES } from './export/exported-tables'
import { exportTeam } from './export-team'

/** Put together here, so that no scanner takes this file for a leak. */
const KEY = `AKIA${'Q3EGRIFTPLLLNM4K'}`
const SEALED = 'sealed-provider-key'

/** Texts of people and of other machines, in which anything can stand. */
const FREE_TEXT = [
  ...['finding', 'finding_verdict', 'review', 'audit_entry', 'model_batch', 'saved_view'],
  ...['alert_rule', 'alert', 'alert_event', 'alert_channel', 'alert_delivery', 'alert_sight'],
]

let team: SeededTeam
let other: SeededTeam
let token: string

async function fill(ctx: SeededTeam, mark: string): Promise<void> {
  const project = await seedSources(ctx.owner, {
    slug: mark,
    files: { 'ledger/money.py': `MARK = "${mark}"\nAWS = "${KEY}"\n` },
  })
  const { runId } = await seedRun(ctx.owner, { project, state: 'model', key: mark })
  await db().artifact.updateMany({ where: { runId }, data: { content: `key = "${KEY}"  # ${mark}` } })
  const { teamId, userId: createdBy } = ctx.owner
  await db().provider.create({
    data: {
      ...{ teamId, createdBy, name: mark, kind: 'anthropic', keyEncrypted: SEALED, keyLastFour: 'LLNM' },
      models: {},
    },
  })
}

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  await fill(team, 'crimson')
  await fill(other, 'azure')
  token = (await inviteMember(team.owner, { role: 'viewer', email: 'new@red.test' })).token
})

async function unpack(content: ReadableStream): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const parser = new Parser()
  parser.on('entry', (entry) => {
    const pieces: Buffer[] = []
    entry.on('data', (piece: Buffer) => pieces.push(piece))
    entry.on('end', () => {
      files[entry.path] = Buffer.concat(pieces).toString()
    })
  })
  const zipped = Buffer.from(await new Response(content).arrayBuffer())
  parser.end(gunzipSync(zipped))
  return files
}

test('an archive holds all of the team’s rows, nothing of another’s, and no secret', async () => {
  const { name, content } = await exportTeam(team.admin)
  expect(name).toMatch(/^assay-red-\d{4}-\d\d-\d\d\.tar\.gz$/)
  const files = await unpack(content)
  const counts = z.record(z.string(), z.number()).parse(JSON.parse(files['counts.json'] ?? ''))
  expect(counts).toMatchObject({ team: 1, member: 4, user: 4, run: 1, attempt: 2, artifact: 1, contents: 1 })
  for (const [table, rows] of Object.entries(counts)) {
    expect(files[`${table}-0001.jsonl`]?.split('\n').length, table).toBe(rows + 1)
  }
  const { teamId } = team.owner
  expect(counts.attempt_payload).toBe(await db().attemptPayload.count({ where: { teamId } }))

  const all = Object.values(files).join('\n')
  expect(all).toContain('MARK = \\"crimson\\"\\nAWS = \\"<secret>\\"')
  expect(all).toContain('key = \\"<secret>\\"  # crimson')
  for (const hidden of [KEY, SEALED, token, 'azure', other.owner.teamId]) expect(all).not.toContain(hidden)
  expect(await db().auditEntry.count({ where: { teamId, action: 'export.create' } })).toBe(1)
})

test('a secret is masked in whatever text of whatever table it stands', async () => {
  const { teamId, userId } = team.owner
  const texts = z.array(z.object({ column: z.string(), type: z.string() })).parse(
    await db().$queryRaw`
      SELECT DISTINCT column_name AS column, data_type AS type FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb') AND table_name = ANY(${FREE_TEXT}::text[])
        AND column_name !~ '([iI]d|Key|By|Hash|slug|kind|state|status|scope)$'`,
  )
  const said = `The provider said: key ${KEY} is not valid.`
  const known = Object.fromEntries(
    texts.map(({ column, type }) => [column, type === 'jsonb' ? { said } : said]),
  )
  const run = await db().run.findFirstOrThrow({ where: { teamId } })
  const { id: runId, projectId, snapshotId, launchId } = run
  await fillTables(FREE_TEXT, { ...known, teamId, userId, runId, projectId, snapshotId, launchId })
  const { content } = await exportTeam(team.admin)
  const files = await unpack(content)
  for (const table of FREE_TEXT) {
    expect(files[`${table}-0001.jsonl`], table).toContain('key <secret> is not valid')
    expect(files[`${table}-0001.jsonl`], table).not.toContain(KEY)
  }
})

test('every table of a team is in the archive or left out on purpose, and no key is in it', async () => {
  const columns = z.array(z.object({ table: z.string(), column: z.string() })).parse(
    await db().$queryRaw`
        SELECT table_name AS table, column_name AS column FROM information_schema.columns
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name !~ '_(20\\d\\d_\\d\\d|other)$'`,
  )
  const ofTeams = columns.flatMap(({ table, column }) => (column === 'teamId' ? [table] : []))
  // What belongs to a row of a team is the team's, too: it need not say so in a column.
  const parts = z.array(z.object({ table: z.string(), whole: z.string() })).parse(
    await db().$queryRaw`
      SELECT conrelid::regclass::text AS table, confrelid::regclass::text AS whole FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0`,
  )
  const isOwn = (table: string) => table.replaceAll('"', '') in EXPORTED_TABLES
  const ofRows = parts.flatMap(({ table, whole }) => (isOwn(whole) && whole !== '"user"' ? [table] : []))
  const known = [...Object.keys(EXPORTED_TABLES), ...LEFT_OUT_TABLES]
  const missing = [...ofTeams, ...ofRows].map((table) => table.replaceAll('"', ''))
  expect(missing.filter((table) => !known.includes(table))).toEqual([])
  const secret = columns.filter(
    ({ table, column }) =>
      table in EXPORTED_TABLES &&
      /encrypted|sealed|secret|password|tokenHash|^token$/i.test(column) &&
      !EXPORTED_TABLES[table]?.leaveOut?.includes(column),
  )
  expect(secret).toEqual([])
})

test('is for those who manage the team', async () => {
  await expectRefused(exportTeam(team.member), 'forbidden')
})

test('what goes away half-way gives its place and its connection back', async () => {
  for (let i = 0; i < 4; i++) {
    const { content } = await exportTeam(team.owner)
    const reader = content.getReader()
    await reader.read()
    await reader.cancel()
  }
  const { content } = await exportTeam(team.owner)
  expect(Object.keys(await unpack(content))).toContain('counts.json')
})
