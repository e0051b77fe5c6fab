// @module-tag promise
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { launchRuns } from '@/lib/runs/launch-runs'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'

let standIn: StandIn
let data: string

beforeAll(async () => {
  standIn = await startStandIn()
  data = await mkdtemp(path.join(os.tmpdir(), 'assay-killed-'))
})
afterAll(async () => {
  await standIn.close()
  await rm(data, { recursive: true })
})

async function textKept(): Promise<string> {
  const folder = path.join(data, 'answers')
  const names = await readdir(folder).catch(() => [])
  return (await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))).join('')
}

/** Lets no attempt be written; `giveUp` also ends whoever waits for it by then, as the statements of a dead client go on. */
async function holdPayments(): Promise<{ giveUp: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query('BEGIN')
  await client.query('LOCK TABLE attempt IN EXCLUSIVE MODE')
  const waiting = "FROM pg_locks WHERE relation = 'attempt'::regclass AND NOT granted"
  return {
    async giveUp() {
      await client.query(`SELECT pg_terminate_backend(pid) ${waiting}`)
      await waitFor('their end', async () => (await client.query(`SELECT 1 ${waiting}`)).rowCount === 0)
      await client.query('COMMIT')
      await client.end()
    },
  }
}

test('kill -9 between an answer and its record: a worker that lives takes the run over, and pays nothing again', async () => {
  const provider = { ANTHROPIC_API_KEY: 'stand-in-key', ANTHROPIC_BASE_URL: standIn.url }
  const startWorker = () =>
    startTestWorker('scripts/bench/bench-worker.ts', { ...provider, ASSAY_DATA: data })
  let answer = () => {}
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  standIn.script({ rules: [{ reply: () => mayAnswer.then(() => ({ json: { tests: ['one'] } })) }] })
  const { owner } = await seedTeam({ slug: 'keeps' })
  const { projectId } = await seedSources(owner, { slug: 'keeps', files: { 'one.py': 'ONE = 1\n' } })
  const first = await startWorker()
  const { launchId } = await launchRuns(owner, {
    projectId,
    workflow: 'test-generation',
    modulePaths: ['one.py'],
    options: LaunchOptions.parse({}),
  })
  await waitFor('the call', () => standIn.log.length === 1)
  const [dead] = await db().worker.findMany()
  await startWorker()
  const payments = await holdPayments()
  answer()
  await waitFor('the answer in the file of the first worker', async () =>
    (await textKept()).includes(launchId),
  )
  await first.killHard()
  await payments.giveUp()
  // Its silence would say so in some seconds.
  await db().worker.update({ where: { id: dead?.id ?? '' }, data: { stoppedAt: new Date() } })
  const run = await waitFor('the end of the run', () =>
    db().run.findFirst({ where: { launchId, status: 'done' }, include: { attempts: true } }),
  )
  expect(standIn.log).toHaveLength(1)
  expect(run.source).toBe('model')
  expect(run.attempts.map(({ outcome, requestId }) => [outcome, requestId])).toEqual([
    ['ok', standIn.log[0]?.requestId],
  ])
  expect(await textKept()).toBe('')
}, 60_000)
