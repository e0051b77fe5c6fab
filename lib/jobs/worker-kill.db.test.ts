// @module-tag promise
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { runFlowId } from '@/lib/runs/durable/engine-names'
import type { TeamContext } from '@/lib/teams/team-context'
import { type CountingServer, startCountingServer } from '@/lib/testing/counting-server'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'

// Worker processes start, die and are missed: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 })

let ctx: TeamContext
let server: CountingServer

const workers: Awaited<ReturnType<typeof startTestWorker>>[] = []
async function startWorker() {
  const worker = await startTestWorker()
  workers.push(worker)
  return worker
}

// Each try begins anew: what an earlier one left running would be counted with it.
let tries = 0
beforeAll(async () => {
  server = await startCountingServer()
})
beforeEach(async () => {
  tries += 1
  ctx = (await seedTeam({ slug: `kill-${tries}` })).member
  server.asked.length = 0
})
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.killHard()))
})

const countOf = (path: string) => server.asked.filter((asked) => asked === path).length
/** Names of the steps that the engine has on record as finished. */
async function finishedSteps(runId: string): Promise<string[]> {
  const rows = await db().$queryRaw`
    SELECT function_name AS name FROM dbos.operation_outputs WHERE workflow_uuid = ${runFlowId(runId, 1)}`
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map((row) => row.name)
}
const isDone = async (runId: string) => {
  const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
  return run.status === 'done' && run
}

describe('a worker that dies in mid-run', () => {
  test('kill -9: finished steps are not repeated, the step under way is, and the run ends', async () => {
    const first = await startWorker()
    const { runIds } = await seedQueuedRuns(ctx, {
      'a.py': `call ${server.url}/a/paid-1\ncall ${server.url}/a/paid-2\ncall ${server.url}/slow-once/60000/a\ncall ${server.url}/a/last`,
      'b.py': `call ${server.url}/b/paid-1\nsleep 600000\ncall ${server.url}/b/last`,
      'c.py': `call ${server.url}/c/paid-1\nsleep 12000\ncall ${server.url}/c/last`,
    })
    const [a1, b1, c1] = ['a.py', 'b.py', 'c.py'].map((path) => runIds[path] ?? '')
    await waitFor(
      'all three past their paid calls',
      async () => {
        const steps = await Promise.all([a1, b1, c1].map((id) => finishedSteps(id ?? '')))
        const paid = steps.every((names, index) => names.includes(index === 0 ? 'line 1' : 'line 0'))
        return paid && server.asked.includes('/slow-once/60000/a')
      },
      45_000,
    )
    const second = await startWorker()
    await first.killHard()
    const diedAt = Date.now()
    await waitFor('the call that was under way, again', () => countOf('/slow-once/60000/a') === 2, 30_000)
    expect(Date.now() - diedAt).toBeLessThan(12_000)
    const a = await waitFor('end of a', () => isDone(a1 ?? ''), 30_000)
    const c = await waitFor('end of c', () => isDone(c1 ?? ''), 30_000)
    for (const path of ['/a/paid-1', '/a/paid-2', '/a/last', '/b/paid-1', '/c/paid-1', '/c/last']) {
      expect([path, countOf(path)]).toEqual([path, path === '/b/last' ? 0 : 1])
    }
    expect(countOf('/slow-once/60000/a')).toBe(2)
    expect(countOf('/b/last')).toBe(0)
    expect(a.tryNumber).toBe(1)
    expect(c.verdict).toBe('verified')
    const artifacts = await db().artifact.findMany({ where: { runId: a.id } })
    expect(artifacts.map((artifact) => artifact.version)).toEqual([1])
    await second.killHard()
  })

  test('SIGTERM: what does not end in time is given back and taken up at once by another worker', async () => {
    const first = await startWorker()
    const { runIds } = await seedQueuedRuns(ctx, {
      'd.py': `call ${server.url}/d/paid-1\ncall ${server.url}/slow-once/60000/d\ncall ${server.url}/d/last`,
    })
    await waitFor('the long call', () => server.asked.includes('/slow-once/60000/d'))
    await startWorker()
    await first.stop()
    // The worker waited until the call that it broke off was recorded.
    expect(server.asked).toContain('/broken-off/slow-once/60000/d')
    const stoppedAt = Date.now()
    const d = await waitFor('end of d', () => isDone(runIds['d.py'] ?? ''), 30_000)
    expect(Date.now() - stoppedAt).toBeLessThan(15_000)
    expect(countOf('/d/paid-1')).toBe(1)
    expect(d.verdict).toBe('verified')
  })
})
