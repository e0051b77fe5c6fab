import { fork } from 'node:child_process'
import { once } from 'node:events'
import { db } from '@/lib/db/db'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { setBudget } from '@/lib/testing/set-budget'
import type { SpenderOrder } from '@/lib/testing/spender-main'
import type { Figure } from './summarise'

const PROCESSES = 3
const LAUNCHES = 1000
const LIMIT_NANO_USD = 3_000_000_000

/**
 * Lets 1,000 launches in three processes, 20 at a time in each, spend against one hard budget of the team that holds a
 * third of what they want; returns what was spent above it. Throws when reservations are left or the budget was not used.
 */
export async function measureOverspend(owner: TeamContext): Promise<Record<'overspendNanoUsd', Figure>> {
  const { teamId, userId: createdBy } = owner
  const run = await seedEngineRun(owner, { slug: 'bench-overspend' })
  const place = { teamId, scope: 'team', scopeId: teamId, period: 'day', createdBy } as const
  await setBudget(db(), { ...place, limitNanoUsd: LIMIT_NANO_USD })
  await Promise.all(
    Array.from({ length: PROCESSES }, async (_, index) => {
      const order: SpenderOrder = {
        name: `spender-${index}`,
        run,
        launches: Math.ceil(LAUNCHES / PROCESSES),
        callsPerLaunch: 2,
        atATime: 20,
        mostNanoUsd: 10_000_000,
        launchLimitNanoUsd: 12_000_000,
        expiresAfterMs: 60_000,
      }
      const child = fork('lib/testing/spender-main.ts', [], {
        execArgv: ['--import', 'tsx', '--conditions=react-server'],
        env: { ...process.env, SPENDER_ORDER: JSON.stringify(order) },
      })
      const [code] = await once(child, 'exit')
      if (code !== 0) throw new Error(`a spender ended with ${code}`)
    }),
  )
  const budget = await db().budget.findFirstOrThrow({ where: { teamId, scope: 'team' } })
  const { _sum } = await db().attempt.aggregate({
    where: { runId: run.runId },
    _sum: { costNanoUsd: true },
  })
  const spent = Number(_sum.costNanoUsd ?? 0n)
  if (budget.reservedNanoUsd !== 0n) throw new Error('something is still reserved at the end')
  if (BigInt(spent) !== budget.spentNanoUsd) throw new Error('the budget and the attempts do not agree')
  if (spent < LIMIT_NANO_USD * 0.85) throw new Error('the budget did not bind: nothing was measured')
  // Later parts of the bench call models of the same team.
  await db().budget.deleteMany({ where: { teamId } })
  return {
    overspendNanoUsd: { value: Math.max(0, spent - LIMIT_NANO_USD), unit: 'nano-USD', n: LAUNCHES },
  }
}
