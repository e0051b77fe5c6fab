import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { cancelRun } from '@/lib/runs/cancel-run'
import { retryRun } from '@/lib/runs/retry-run'
import type { TeamContext } from '@/lib/teams/team-context'
import { type CountingServer, startCountingServer } from '@/lib/testing/counting-server'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'

let ctx: TeamContext
let server: CountingServer

beforeAll(async () => {
  ctx = (await seedTeam({ slug: 'jobs' })).member
  server = await startCountingServer()
  await startTestWorker()
})

const findRun = (id: string) => db().run.findUniqueOrThrow({ where: { id } })

async function ended(runId: string) {
  return waitFor(`end of ${runId}`, async () => {
    const run = await findRun(runId)
    return ['done', 'failed', 'cancelled'].includes(run.status) && run
  })
}

async function queueOne(script: string): Promise<string> {
  const { runIds } = await seedQueuedRuns(ctx, { 'script.py': script })
  const id = runIds['script.py']
  if (id === undefined) throw new Error('no run was seeded')
  return id
}

describe('a worker', () => {
  test('executes a queued run to its end and saves what it came to', async () => {
    const runId = await queueOne(`call ${server.url}/one\nsleep 50\ncall ${server.url}/two`)
    const run = await ended(runId)
    expect(run).toMatchObject({ status: 'done', verdict: 'verified', source: 'template', tryNumber: 1 })
    expect(run.durationMs).toBeGreaterThanOrEqual(50)
    const artifacts = await db().artifact.findMany({ where: { runId } })
    expect(artifacts).toMatchObject([
      { version: 1, origin: 'template', content: 'answer to /one\nanswer to /two\n' },
    ])
  })

  test('ends a run that fails unexpectedly, with an id and without the inner text', async () => {
    const runId = await queueOne('fail the password is hunter2')
    const run = await ended(runId)
    expect(run.status).toBe('failed')
    expect(run.errorText).toBe(`Something went wrong (${runId}). Retry it.`)
  })

  test('a failed run can be tried again, as a try of its own', async () => {
    const runId = await queueOne('fail once more')
    await ended(runId)
    expect(await retryRun(ctx, runId)).toEqual({ tryNumber: 2 })
    const run = await waitFor('second end', async () => {
      const now = await findRun(runId)
      return now.tryNumber === 2 && now.status === 'failed' && now
    })
    expect(run.errorText).toContain(runId)
  })

  test('stops what is in flight within a second when its run is cancelled', async () => {
    const runId = await queueOne(`call ${server.url}/slow/60000/a\ncall ${server.url}/never`)
    await waitFor('the call', () => server.asked.includes('/slow/60000/a'))
    const began = Date.now()
    expect(await cancelRun(ctx, runId)).toEqual({ cancelled: true })
    expect((await findRun(runId)).status).toBe('cancelled')
    await waitFor('the closed socket', () => server.dropped.includes('/slow/60000/a'), 1000)
    expect(Date.now() - began).toBeLessThan(1000)
    expect(await cancelRun(ctx, runId)).toEqual({ cancelled: false })
    expect((await findRun(runId)).status).toBe('cancelled')
    expect(server.asked).not.toContain('/never')
  })

  test('wakes up from a durable wait when its run is cancelled, and takes other work', async () => {
    const runId = await queueOne(`call ${server.url}/before-wait\nsleep 60000`)
    await waitFor('the call', () => server.asked.includes('/before-wait'))
    await cancelRun(ctx, runId)
    const others = await Promise.all(Array.from({ length: 4 }, () => queueOne('sleep 1')))
    for (const other of others) expect((await ended(other)).status).toBe('done')
  })
})
