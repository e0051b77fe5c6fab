// @module-tag promise
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { runFlowId } from '@/lib/runs/durable/engine-names'
import { flowPartition } from '@/lib/runs/durable/flow-partition'
import { launchRuns } from '@/lib/runs/launch-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { type CountingServer, startCountingServer } from '@/lib/testing/counting-server'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'
import { givePartitions } from './give-partitions'

vi.setConfig({ testTimeout: 120_000 })

const LAUNCHED = 500
const MODEL_MS = 2000

let large: TeamContext
let small: TeamContext
let server: CountingServer
let standIn: StandIn

beforeAll(async () => {
  large = (await seedTeam({ slug: 'large' })).owner
  small = (await seedTeam({ slug: 'small' })).owner
  server = await startCountingServer()
  standIn = await startStandIn()
  standIn.script({
    rules: [
      // Never answered: however busy the machine is, these calls are under way at the same time.
      { match: { contains: '# many ' }, reply: { fault: { kind: 'hang', afterEvents: null } } },
      { reply: { latencyMs: MODEL_MS, json: { tests: ['one'] } } },
    ],
  })
})

/** Ends as soon as this run has; its worker must have begun it within a second. */
async function expectPromptStart(runId: string): Promise<void> {
  const run = await waitFor('its end', async () => {
    const now = await db().run.findUniqueOrThrow({ where: { id: runId } })
    return now.status === 'done' && now.startedAt !== null && { ...now, startedAt: now.startedAt }
  })
  expect(run.startedAt.getTime() - run.createdAt.getTime()).toBeLessThan(1000)
}

test('what was enqueued before its queue had partitions gets the one of its launch', async () => {
  const { runIds } = await seedQueuedRuns(small, { 'old.py': 'sleep 1' })
  const flowId = runFlowId(runIds['old.py'] ?? '', 1)
  const partitionOf = async () => {
    const rows = await db().$queryRaw<{ key: string | null }[]>`
      SELECT queue_partition_key AS key FROM dbos.workflow_status WHERE workflow_uuid = ${flowId}`
    return rows[0]?.key
  }
  await db().$executeRaw`
    UPDATE dbos.workflow_status SET queue_partition_key = NULL WHERE workflow_uuid = ${flowId}`
  expect(await givePartitions()).toBe(1)
  expect(await partitionOf()).toBe(flowPartition(small.teamId, 1))
  expect(await givePartitions()).toBe(0)
})

describe('a team with a launch of 500 runs', () => {
  test('that all wait long keeps neither another team’s single run from starting nor its own', async () => {
    const files = Object.fromEntries(
      Array.from({ length: LAUNCHED }, (_, n) => [`m${n}.py`, `call ${server.url}/slow/60000/${n}`]),
    )
    await seedQueuedRuns(large, files)
    const worker = await startTestWorker()
    await waitFor('as many of them as may be under way', () => server.asked.length >= 30)
    for (const ctx of [small, large]) {
      const { runIds } = await seedQueuedRuns(ctx, { 'one.py': `call ${server.url}/one-of-${ctx.teamId}` })
      await expectPromptStart(runIds['one.py'] ?? '')
    }
    const begun = await db().run.count({ where: { teamId: large.teamId, status: 'running' } })
    expect(begun).toBeLessThan(LAUNCHED / 5)
    await worker.killHard()
    await db().$executeRaw`DELETE FROM dbos.workflow_status`
  })

  test('that sleep leave their places to others of the same launch', async () => {
    const worker = await startTestWorker(undefined, { ASSAY_RUNS_PER_TEAM: '2' })
    const { runIds } = await seedQueuedRuns(small, { 'a.py': 'sleep 60000', 'b.py': 'sleep 60000' })
    const where = { id: { in: Object.values(runIds) } }
    await waitFor(
      'both',
      async () => (await db().run.count({ where: { ...where, status: 'running' } })) === 2,
    )
    await seedQueuedRuns(small, { 'c.py': `call ${server.url}/beside-sleepers` })
    await waitFor('the third', () => server.asked.includes('/beside-sleepers'), 10_000)
    expect(await db().run.count({ where: { ...where, status: 'running' } })).toBe(2)
    await worker.killHard()
    await db().$executeRaw`DELETE FROM dbos.workflow_status`
  })

  test('that fill every call they may make leaves calls to single runs', async () => {
    await startTestWorker('scripts/bench/bench-worker.ts', {
      ANTHROPIC_API_KEY: 'stand-in-key',
      ANTHROPIC_BASE_URL: standIn.url,
      ASSAY_MODEL_CONCURRENCY: '6',
    })
    const launch = async (ctx: TeamContext, slug: string, count: number) => {
      const names = Array.from({ length: count }, (_, n) => `m${n}.py`)
      const files = Object.fromEntries(names.map((name) => [name, `# ${slug} ${name}\n`]))
      const { projectId } = await seedSources(ctx, { slug, files })
      const options = LaunchOptions.parse({})
      return launchRuns(ctx, { projectId, workflow: 'test-generation', modulePaths: names, options })
    }
    await launch(large, 'many', LAUNCHED)
    const open = () => standIn.log.filter(({ ended }) => ended === 'open').length
    await waitFor('all calls that a large launch may make', () => open() === 4)
    for (const ctx of [small, large]) {
      const { runIds } = await launch(ctx, 'single', 1)
      // Beside the four, and not after one of them.
      await waitFor('a fifth call', () => open() === 5)
      await expectPromptStart(runIds[0] ?? '')
    }
    expect(standIn.log.length).toBeLessThan(60)
  })
})
