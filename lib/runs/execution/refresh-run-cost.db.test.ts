// @module-tag promise
import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { refreshRunCost } from './refresh-run-cost'

test('counts calls that were made, failed ones too, and no refused ones', async () => {
  const { owner } = await seedTeam({ slug: 'red' })
  const run = await seedEngineRun(owner, { slug: 'calls' })
  const { runId, projectId, launchId, userId, teamId } = run
  const common = {
    teamId,
    projectId,
    launchId,
    runId,
    userId,
    workflow: 'test-generation',
    stage: 's',
    tryNumber: 1,
  }
  const calls = [
    { outcome: 'ok', requestId: 'req-1', latencyMs: 900, costNanoUsd: 5 },
    { outcome: 'connection', requestId: null, latencyMs: 12 },
    { outcome: 'budget', requestId: null, latencyMs: 0 },
    { outcome: 'invalid-key', requestId: null, latencyMs: 0 },
  ]
  await db().attempt.createMany({
    data: calls.map((call, sequence) => ({
      ...common,
      ...call,
      id: `a${sequence}`,
      sequence,
      source: 'model',
    })),
  })
  await refreshRunCost(runId)
  expect(await db().run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
    modelCalls: 2,
    costNanoUsd: 5n,
  })
})
