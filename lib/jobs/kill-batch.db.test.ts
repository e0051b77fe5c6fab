// @module-tag promise
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { TeamContext } from '@/lib/teams/team-context'
import { killBatch } from '@/lib/testing/kill-batch'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'

const SEED = 20_261_123

let owner: TeamContext
let standIn: StandIn
/** Of this file's workers alone: others would drop what a killed one has kept for runs that they do not have. */
let data: string

beforeAll(async () => {
  owner = (await seedTeam({ slug: 'killed' })).owner
  standIn = await startStandIn()
  data = await mkdtemp(path.join(os.tmpdir(), 'assay-killed-'))
})
afterAll(async () => {
  await standIn.close()
  await rm(data, { recursive: true })
})

test('kill -9 at 5 random moments of 20 runs: no answer on record is paid again, and every run ends', async () => {
  const env = {
    ANTHROPIC_API_KEY: 'stand-in-key',
    ANTHROPIC_BASE_URL: standIn.url,
    ASSAY_DATA: data,
    ASSAY_RUNS_PER_TEAM: '3',
  }
  const startWorker = () => startTestWorker('scripts/bench/bench-worker.ts', env)
  const batch = { owner, standIn, runs: 20, kills: 5, seed: SEED, mayBeUnrecordedMs: 500, startWorker }
  const result = await killBatch(batch)
  expect(result, `seed ${SEED}`).toMatchObject({ kills: 5, paidTwice: 0, lost: 0 })
  // Only what was under way at a kill: at most all three runs each time.
  expect(result.repeated).toBeLessThanOrEqual(5 * 3)
  expect(result.calls).toBe(20 + result.repeated)
}, 240_000)
