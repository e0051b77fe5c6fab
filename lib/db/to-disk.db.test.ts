import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { commitWithoutDisk } from './commit-without-disk'
import { closeDb } from './db'
import { queryOften } from './query-often'
import { sql } from './sql'
import { toDisk } from './to-disk'

let client: pg.Client
beforeAll(async () => {
  client = new pg.Client({ connectionString: env().DATABASE_URL })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await closeDb()
})

it('brings to the disk what was committed without waiting for it, whatever the server’s setting', async () => {
  await client.query('CREATE TABLE IF NOT EXISTS to_disk_test (id int)')
  for (let round = 0; round < 20; round++) {
    await queryOften(
      sql`WITH one AS (INSERT INTO to_disk_test VALUES (${round}::int) RETURNING id) SELECT id, ${commitWithoutDisk} FROM one`,
    )
    const { rows } = await client.query<{ written: string }>(
      'SELECT pg_current_wal_insert_lsn()::text AS written',
    )
    await toDisk()
    const reached = await client.query<{ isThere: boolean }>(
      'SELECT pg_current_wal_flush_lsn() >= $1::pg_lsn AS "isThere"',
      [rows[0]?.written],
    )
    expect(reached.rows[0]?.isThere).toBe(true)
  }
})

it('needs no more rights than any role has', async () => {
  const { rows } = await client.query<{ may: boolean }>(
    `SELECT has_function_privilege('public', oid, 'execute') AS may FROM pg_proc WHERE proname = 'pg_logical_emit_message'`,
  )
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(({ may }) => may)).toBe(true)
})
