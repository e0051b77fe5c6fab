import { beforeAll, expect, test } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { env } from '@/lib/env'
import { launchRuns } from '@/lib/runs/launch-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { type DatabaseProxy, startDatabaseProxy } from '@/lib/testing/database-proxy'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'

/** Longer than a worker may be silent before the others take it for dead. */
const DOWN_MS = 8000

let owner: TeamContext
let standIn: StandIn
let proxy: DatabaseProxy
let launches = 0

beforeAll(async () => {
  owner = (await seedTeam({ slug: 'outage' })).owner
  standIn = await startStandIn()
  proxy = await startDatabaseProxy(env().DATABASE_URL)
  const workerEnv = {
    ANTHROPIC_API_KEY: 'stand-in-key',
    ANTHROPIC_BASE_URL: standIn.url,
    DATABASE_URL: proxy.url,
    ASSAY_RUNS_PER_TEAM: '2',
  }
  const start = () => startTestWorker('scripts/bench/bench-worker.ts', workerEnv)
  await Promise.all([start(), start()])
})

/** Launches runs of these modules, takes the database away at a statement, and gives the runs once they have ended. */
async function runThrough(names: string[], cut: { at: string; when: 'before' | 'after'; downMs: number }) {
  const slug = `outage-${++launches}`
  const files = Object.fromEntries(names.map((name) => [name, `def f(x):\n    return '${slug} ${name}'\n`]))
  const { projectId } = await seedSources(owner, { slug, files })
  standIn.script({ rules: [{ reply: { latencyMs: 300, json: { tests: ['one'] } } }] })
  const cuts = proxy.cuts()
  proxy.cutAt(cut.at, cut.when, cut.downMs)
  const { launchId } = await launchRuns(owner, {
    projectId,
    workflow: 'test-generation',
    modulePaths: names,
    options: LaunchOptions.parse({}),
  })
  const where = { launchId }
  await waitFor(
    'the end of all runs',
    async () => (await db().run.count({ where: { ...where, endedAt: { not: null } } })) === names.length,
    60_000,
  )
  expect(proxy.cuts()).toBe(cuts + 1)
  const runs = await db().run.findMany({ where, include: { attempts: true } })
  expect(runs.map(({ status, source, errorText }) => errorText ?? `${status} ${source}`)).toEqual(
    names.map(() => 'done model'),
  )
  expect(standIn.log.length).toBe(names.length)
  expect(runs.map(({ attempts }) => attempts.length)).toEqual(names.map(() => 1))
  expect(runs.every(({ costNanoUsd, attempts }) => costNanoUsd === attempts[0]?.costNanoUsd)).toBe(true)
}

test('the database goes with a payment, for longer than workers may be silent: all runs end, no call is made twice', async () => {
  const cut = { at: 'INSERT INTO attempt_payload', when: 'after', downMs: DOWN_MS } as const
  await runThrough(['a.py', 'b.py', 'c.py', 'd.py'], cut)
  const taken = await db().$queryRaw`
    SELECT workflow_uuid FROM dbos.workflow_status WHERE recovery_attempts > 1`
  expect(taken).toEqual([])
}, 120_000)

test.each([
  ['its beginning', "SET status = 'running'"],
  ['what it reserves', 'INSERT INTO budget_reservation'],
  ['what it stores for others', 'INSERT INTO cache_entry'],
  ['its end', 'INSERT INTO artifact'],
])('a run goes on when the database breaks off at %s', async (_what, at) => {
  await runThrough(['only.py'], { at, when: 'after', downMs: 200 })
})
