import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { setBudget } from '@/lib/testing/set-budget'
import type { SpenderOrder } from '@/lib/testing/spender-main'
import { waitFor } from '@/lib/testing/wait-for'
import { sweepReservations } from './sweep-reservations'

const MOST_NANO_USD = 10_000_000
const TEAM_LIMIT_NANO_USD = 3_000_000_000
const EXPIRES_AFTER_MS = 1500
const End = z.object({ refused: z.number() })
const spenders: ChildProcess[] = []

let run: RunScope

beforeAll(async () => {
  run = await seedEngineRun((await seedTeam({ slug: 'one' })).owner, { slug: 'a' })
})

afterAll(() => {
  for (const spender of spenders) spender.kill('SIGKILL')
})

async function startSpender(name: string, launches: number) {
  const order: SpenderOrder = {
    ...{ name, run, launches, callsPerLaunch: 2, atATime: 20 },
    ...{ mostNanoUsd: MOST_NANO_USD, launchLimitNanoUsd: 12_000_000, expiresAfterMs: EXPIRES_AFTER_MS },
  }
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=react-server', 'lib/testing/spender-main.ts'],
    { env: { ...process.env, SPENDER_ORDER: JSON.stringify(order) }, stdio: ['ignore', 2, 2, 'ipc'] },
  )
  spenders.push(child)
  const [ready] = await once(child, 'message')
  expect(ready).toBe('ready')
  const gone = once(child, 'exit')
  const ended = Promise.race([once(child, 'message'), gone]).then(([end]) => End.parse(end))
  // The doomed one never says how it ended.
  ended.catch(() => undefined)
  return { child, ended, gone }
}

it('1,000 launches of three processes, one of them killed, never overspend, and nothing stays reserved', async () => {
  const { teamId, projectId, userId: createdBy } = run
  const shared = { teamId, createdBy }
  await setBudget(db(), {
    ...shared,
    ...{ scope: 'team', scopeId: teamId, period: 'day', limitNanoUsd: TEAM_LIMIT_NANO_USD },
  })
  await setBudget(db(), {
    ...shared,
    ...{ scope: 'workflow', scopeId: run.workflow, period: 'month', limitNanoUsd: 4_000_000_000 },
  })
  await setBudget(db(), {
    ...shared,
    ...{ scope: 'project', scopeId: projectId, period: 'month', kind: 'soft', limitNanoUsd: 1_000_000_000 },
  })

  const doomed = await startSpender('doomed', 400)
  const others = await Promise.all([startSpender('second', 300), startSpender('third', 300)])
  await waitFor('100 paid calls', async () => (await db().attempt.count()) >= 100, 60_000)
  doomed.child.kill('SIGKILL')
  await doomed.gone
  expect(await db().budgetReservation.count(), 'what was under way').toBeGreaterThan(0)
  const ends = await Promise.all(others.map(({ ended }) => ended))

  await waitFor(
    'expiry',
    async () => {
      await sweepReservations()
      return (await db().budgetReservation.count()) === 0
    },
    60_000,
  )
  const budgets = await db().budget.findMany()
  const hard = budgets.filter(({ kind }) => kind === 'hard')
  expect(
    hard.filter((row) => row.spentNanoUsd > row.limitNanoUsd),
    'overspent',
  ).toEqual([])
  expect(
    budgets.filter((row) => row.reservedNanoUsd !== 0n),
    'still reserved',
  ).toEqual([])
  const { _sum, _count } = await db().attempt.aggregate({ _sum: { costNanoUsd: true }, _count: true })
  const whole = budgets.filter(({ scope }) => scope !== 'launch')
  expect(whole.map((row) => row.spentNanoUsd)).toEqual(whole.map(() => _sum.costNanoUsd))
  expect(Number(_sum.costNanoUsd), 'the budget was used').toBeGreaterThan(TEAM_LIMIT_NANO_USD * 0.85)
  expect(_count).toBeGreaterThan(300)
  expect(
    ends.reduce((sum, { refused }) => sum + refused, 0),
    'and refused what did not fit',
  ).toBeGreaterThan(100)
  const marks = await db().budgetWarning.findMany({ where: { budget: { scope: 'project' } } })
  expect(marks.map(({ percent }) => percent).sort((a, b) => a - b)).toEqual([50, 80, 100])
}, 240_000)
