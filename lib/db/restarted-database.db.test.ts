import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { waitFor } from '@/lib/testing/wait-for'
import { closeDb, db } from './db'
import { listenToChannel } from './listen-to-channel'
import { subscribeLive } from './live-events'
import { notify } from './notify'
import { queryOften } from './query-often'
import { sql } from './sql'

const run = promisify(execFile)
const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-restarted-'))
const own = process.env.DATABASE_URL

/** A server of this test's own, as a newcomer's: it may be ended under those who are connected. */
async function devDb(...flags: string[]): Promise<string> {
  const env = { ...process.env, ASSAY_DATA: folder, DATABASE_URL: '' }
  const { stdout } = await run(process.execPath, ['scripts/dev-db.mjs', ...flags], { env })
  return stdout.trim().split('\n').at(-1) ?? ''
}

beforeAll(async () => {
  await closeDb()
  process.env.DATABASE_URL = await devDb()
  forgetEnv()
})
afterAll(async () => {
  await closeDb()
  process.env.DATABASE_URL = own
  forgetEnv()
  await devDb('--stop')
  rmSync(folder, { recursive: true, force: true })
})

it('a database that ends and comes back is found again by all that use it', async () => {
  const heard: string[] = []
  const live: unknown[] = []
  await listenToChannel(
    'a_channel',
    (payload) => heard.push(payload),
    () => heard.push('again'),
  )
  const unsubscribe = await subscribeLive((event) => live.push(event))
  const ask = async () => [
    (await db().$queryRaw<{ one: number }[]>`SELECT 1 AS one`)[0]?.one,
    (await queryOften<{ one: number }>(sql`SELECT 1 AS one`))[0]?.one,
  ]
  // Often enough that connections keep it as a prepared statement.
  for (let times = 0; times < 12; times += 1) expect(await ask()).toEqual([1, 1])
  const before = process.env.DATABASE_URL
  await devDb('--stop')
  await expect(ask()).rejects.toThrow()
  expect(await devDb()).toBe(before)
  await waitFor('both ways of asking', () => ask().catch(() => false))
  await waitFor('the channels', () => heard.includes('again') && live.includes('reconnected'))
  await db().$executeRaw`SELECT pg_notify('a_channel', 'news')`
  await notify(db(), { teamId: 'team', topic: 'settings', id: 'team' })
  await waitFor('the news', () => heard.includes('news') && live.length > 1)
  unsubscribe()
})
