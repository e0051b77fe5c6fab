// @module-tag promise
import { expect, test } from 'vitest'
import { startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { launchRuns } from '@/lib/runs/launch-runs'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'

const MODULES = 10

test('a launch repeated as it was, by another worker, calls no model and is served by the cache alone', async () => {
  const { owner } = await seedTeam({ slug: 'rerun' })
  const standIn = await startStandIn()
  standIn.script({ rules: [{ reply: { json: { tests: ['one'] } } }] })
  const env = { ANTHROPIC_API_KEY: 'stand-in-key', ANTHROPIC_BASE_URL: standIn.url }
  const modulePaths = Array.from({ length: MODULES }, (_, n) => `m${n}.py`)
  const files = Object.fromEntries(modulePaths.map((path, n) => [path, `ONE_OF_MANY = ${n}\n`]))
  const { projectId } = await seedSources(owner, { slug: 'rerun', files })

  /** Sources of the attempts of one whole launch, by a worker that knows nothing of earlier ones. */
  async function launchAll(): Promise<string[]> {
    const worker = await startTestWorker('scripts/bench/bench-worker.ts', env)
    const options = LaunchOptions.parse({})
    const request = { projectId, workflow: 'test-generation', modulePaths, options } as const
    const { launchId } = await launchRuns(owner, request)
    const where = { launchId, status: 'done' }
    await waitFor('its end', async () => (await db().run.count({ where })) === MODULES, 30_000)
    await worker.stop()
    const attempts = await db().attempt.findMany({ where: { launchId } })
    return attempts.map(({ source, cacheHit, costNanoUsd }) => `${source} ${cacheHit} ${costNanoUsd > 0n}`)
  }

  expect(await launchAll()).toEqual(Array(MODULES).fill('model false true'))
  expect(standIn.log.length).toBe(MODULES)
  expect(await launchAll()).toEqual(Array(MODULES).fill('cache true false'))
  expect(standIn.log.length).toBe(MODULES)
  const { _sum } = await db().cacheEntry.aggregate({ _sum: { hits: true } })
  expect(_sum.hits, 'a worker that stops has counted its hits').toBe(MODULES)
  await standIn.close()
}, 90_000)
