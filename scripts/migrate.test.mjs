import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { migrate } from './migrate.mjs'
import { startPostgres } from './postgres/start-postgres.mjs'
import { stopPostgres } from './postgres/stop-postgres.mjs'

const postgresFolder = mkdtempSync(path.join(os.tmpdir(), 'assay-migrate-'))
let adminUrl
let url
let folder
let number = 0

/** @param {string} at @param {string} sql */
async function query(at, sql) {
  const client = new pg.Client({ connectionString: at })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** @param {string} name @param {string} sql */
function write(name, sql) {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}

beforeAll(async () => {
  adminUrl = (await startPostgres({ folder: postgresFolder, database: 'admin', throwaway: true })).url
})
afterAll(async () => {
  await stopPostgres(postgresFolder)
  rmSync(postgresFolder, { recursive: true, force: true })
})
beforeEach(async () => {
  const name = `migrate_${++number}`
  await query(adminUrl, `CREATE DATABASE ${name}`)
  url = adminUrl.replace(/admin$/, name)
  folder = mkdtempSync(path.join(os.tmpdir(), 'assay-migrations-'))
  writeFileSync(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"')
  write('1_first', 'CREATE TABLE one (id int); -- ü\n')
  write(
    '2_second',
    'CREATE FUNCTION two() RETURNS int AS $$ BEGIN RETURN 2; END; $$ LANGUAGE plpgsql; INSERT INTO one VALUES (1);',
  )
})

it('applies what is missing, in order, and nothing twice', async () => {
  expect(await migrate({ url, folder })).toEqual({ applied: ['1_first', '2_second'], warnings: [] })
  expect(await migrate({ url, folder })).toEqual({ applied: [], warnings: [] })
  expect(await query(url, 'SELECT id, two() FROM one')).toEqual([{ id: 1, two: 2 }])
})

it('keeps the rows as Prisma does: the checksum is the sha256 of the bytes', async () => {
  await migrate({ url, folder })
  const rows = await query(url, 'SELECT * FROM _prisma_migrations ORDER BY migration_name')
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject({
    checksum: createHash('sha256')
      .update(Buffer.from('CREATE TABLE one (id int); -- ü\n', 'utf8'))
      .digest('hex'),
    applied_steps_count: 1,
    rolled_back_at: null,
    logs: null,
  })
  expect(rows[0].finished_at).toBeInstanceOf(Date)
})

it('applies once although two start together', async () => {
  const results = await Promise.all([migrate({ url, folder }), migrate({ url, folder })])
  expect(results.map(({ applied }) => applied.length).sort()).toEqual([0, 2])
})

it('leaves nothing of a migration that fails, and refuses to go on until it is resolved', async () => {
  await migrate({ url, folder })
  write('3_broken', 'CREATE TABLE half (id int); SELECT nonsense;')
  write('4_later', 'CREATE TABLE later (id int);')
  await expect(migrate({ url, folder })).rejects.toThrow(/3_broken failed: .*nonsense/)
  expect(await query(url, "SELECT to_regclass('half') AS half, to_regclass('later') AS later")).toEqual([
    { half: null, later: null },
  ])
  await expect(migrate({ url, folder })).rejects.toThrow('P3009')
  await query(url, "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '3_broken'")
  write('3_broken', 'CREATE TABLE half (id int);')
  expect((await migrate({ url, folder })).applied).toEqual(['3_broken', '4_later'])
})

it('warns of a migration that was edited, and of one it does not know', async () => {
  await migrate({ url, folder })
  write('1_first', 'CREATE TABLE one (id bigint);')
  rmSync(path.join(folder, '2_second'), { recursive: true })
  const { applied, warnings } = await migrate({ url, folder })
  expect(applied).toEqual([])
  expect(warnings).toEqual([
    expect.stringMatching(/1_first was edited/),
    expect.stringMatching(/has migration 2_second/),
  ])
})
