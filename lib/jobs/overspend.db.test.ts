// @module-tag promise
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { setBudget } from '@/lib/testing/set-budget'
import { spendToLimit } from '@/lib/testing/spend-to-limit'
import { startTestWorker } from '@/lib/testing/start-test-worker'

const LAUNCHES = 90
const LIMIT_NANO_USD = 130_000_000
const CALLS_AT_ONCE = 6

let owner: TeamContext
let standIn: StandIn
/** Of this file's workers alone: others would drop what a killed one has kept for runs that they do not have. */
let data: string

beforeAll(async () => {
  owner = (await seedTeam({ slug: 'spends' })).owner
  standIn = await startStandIn()
  data = await mkdtemp(path.join(os.tmpdir(), 'assay-killed-'))
})
afterAll(async () => {
  await standIn.close()
  await rm(data, { recursive: true })
})

test('launches by two workers, one of them killed, never overspend, and nothing stays reserved', async () => {
  const { teamId, userId: createdBy } = owner
  const workflow = {
    teamId,
    scope: 'workflow',
    scopeId: 'test-generation',
    period: 'month',
    createdBy,
  } as const
  await setBudget(db(), { ...workflow, limitNanoUsd: 2 * LIMIT_NANO_USD })
  await setBudget(db(), { ...workflow, kind: 'soft', limitNanoUsd: LIMIT_NANO_USD / 2 })
  const provider = { ANTHROPIC_API_KEY: 'stand-in-key', ANTHROPIC_BASE_URL: standIn.url, ASSAY_DATA: data }
  // What is reserved for calls under way is then small against the limit.
  const env = { ...provider, ASSAY_MODEL_CONCURRENCY: String(CALLS_AT_ONCE) }
  const startWorker = () => startTestWorker('scripts/bench/bench-worker.ts', env)
  const spent = await spendToLimit({
    owner,
    standIn,
    launches: LAUNCHES,
    limitNanoUsd: LIMIT_NANO_USD,
    startWorker,
  })
  expect(spent).toMatchObject({ lost: 0, reservedNanoUsd: 0, attemptsNanoUsd: spent.spentNanoUsd })
  expect(spent.spentNanoUsd).toBeLessThanOrEqual(LIMIT_NANO_USD)
  // A call is refused when it does not fit beside those under way at both workers, until the runs of the killed one are
  // taken up again; all of them may cost less than was reserved.
  const mostLeft = 2 * CALLS_AT_ONCE * spent.reservedForCallNanoUsd
  expect(mostLeft).toBeLessThan(LIMIT_NANO_USD)
  expect(spent.spentNanoUsd, 'the budget was used').toBeGreaterThan(LIMIT_NANO_USD - mostLeft)
  expect(spent.refused, 'and refused what did not fit').toBeGreaterThan(LAUNCHES / 4)
  expect(spent.brokenOff, 'the kill broke calls off').toBeGreaterThan(0)
  const budgets = await db().budget.findMany({ where: { teamId, scope: { not: 'launch' } } })
  expect(budgets.map(({ spentNanoUsd }) => Number(spentNanoUsd))).toEqual(
    budgets.map(() => spent.spentNanoUsd),
  )
  const marks = await db().budgetWarning.findMany({ where: { budget: { kind: 'soft' } } })
  expect(marks.map(({ percent }) => percent).sort((a, b) => a - b)).toEqual([50, 80, 100])
}, 120_000)
