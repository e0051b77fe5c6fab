import { setTimeout as pause } from 'node:timers/promises'
import type { StandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { launchRuns } from '@/lib/runs/launch-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedSources } from './seed/seed-sources'
import { setBudget } from './set-budget'
import { waitFor } from './wait-for'

export interface SpentToLimit {
  launches: number
  /** runs that a model made, and those for which no room was left */
  made: number
  refused: number
  /** runs that ended in any other way, or not with the attempts that belong to their end: must be 0 */
  lost: number
  /** calls that were under way when the worker was killed */
  brokenOff: number
  /** the most that was reserved for one of them */
  reservedForCallNanoUsd: number
  /** that the team's hard budget says was spent, and what its attempts add up to: must be the same */
  spentNanoUsd: number
  attemptsNanoUsd: number
  /** what all budgets together still hold reserved: must be 0 */
  reservedNanoUsd: number
}

const AT_A_TIME = 20
const PATIENCE_MS = 600_000
/** What answers cost differs by as much as their length: from next to nothing to nearly all that was reserved. */
const LONGEST_ANSWER = 15_000

/** The same spread for the same request, evenly in 0..1. */
const spread = (number: number) => ((number * 7919) % 1000) / 1000

/**
 * Lets many launches of one run each spend against a hard budget of their team, through two workers, of which one is killed
 * with `kill -9` in the middle; ends when the other has brought all runs to their end. Every fourth launch has a budget of its own.
 * The workers must use the stand-in.
 */
export async function spendToLimit(given: {
  owner: TeamContext
  standIn: StandIn
  launches: number
  limitNanoUsd: number
  startWorker: () => Promise<{ killHard: () => Promise<void>; stop: () => Promise<void> }>
}): Promise<SpentToLimit> {
  const { owner, standIn, launches, limitNanoUsd, startWorker } = given
  const { teamId, userId: createdBy } = owner
  const names = Array.from({ length: launches }, (_, n) => `spends_${n}.py`)
  const files = Object.fromEntries(names.map((name, n) => [name, `def f${n}(x):\n    return x + ${n}\n`]))
  const { projectId } = await seedSources(owner, { slug: 'spends', files })
  const place = { teamId, scope: 'team', scopeId: teamId, period: 'month', createdBy } as const
  await setBudget(db(), { ...place, limitNanoUsd })
  const reply = ({ number }: { number: number }) => ({
    latencyMs: 50 + 200 * spread(number + 1),
    json: { tests: ['one'] },
    usage: { outputTokens: Math.ceil(LONGEST_ANSWER * spread(number)) },
  })
  standIn.script({ rules: [{ reply }] })

  const [doomed, other] = await Promise.all([startWorker(), startWorker()])
  let next = 0
  const launchOn = async () => {
    for (let n = next++; n < launches; n = next++) {
      const options = LaunchOptions.parse({ budgetNanoUsd: n % 4 === 0 ? limitNanoUsd : null })
      const modulePaths = names.slice(n, n + 1)
      await launchRuns(owner, { projectId, workflow: 'test-generation', modulePaths, options })
    }
  }
  const launched = Promise.all(Array.from({ length: AT_A_TIME }, launchOn))
  const paid = () => db().attempt.count({ where: { teamId, source: 'model', outcome: 'ok' } })
  const enough = Math.ceil(launches / 10)
  await waitFor('a tenth of the calls', async () => (await paid()) >= enough, PATIENCE_MS)
  await waitFor('calls under way', () => standIn.log.some(({ ended }) => ended === 'open'))
  await doomed.killHard()
  const left = await db().budgetReservation.aggregate({
    where: { budget: { teamId } },
    _count: true,
    _max: { amountNanoUsd: true },
  })
  await launched
  const where = { teamId, projectId }
  const ended = () => db().run.count({ where: { ...where, endedAt: { not: null } } })
  while ((await ended()) < launches) await pause(100)
  await other.stop()

  const runs = await db().run.findMany({
    where,
    select: {
      status: true,
      source: true,
      reason: true,
      attempts: { select: { source: true, outcome: true } },
    },
  })
  const has = (run: (typeof runs)[number], outcome: string) =>
    run.attempts.filter((attempt) => attempt.source === 'model' && attempt.outcome === outcome).length === 1
  const isMade = (run: (typeof runs)[number]) => run.source === 'model' && has(run, 'ok')
  const isRefused = (run: (typeof runs)[number]) =>
    run.source === 'template' && run.reason === 'budget' && has(run, 'budget')
  const done = runs.filter(({ status }) => status === 'done')
  const [made, refused] = [done.filter(isMade).length, done.filter(isRefused).length]
  const budget = await db().budget.findFirstOrThrow({ where: { ...place } })
  const { _sum } = await db().attempt.aggregate({ where: { teamId }, _sum: { costNanoUsd: true } })
  const held = await db().budget.aggregate({ where: { teamId }, _sum: { reservedNanoUsd: true } })
  return {
    launches,
    made,
    refused,
    lost: launches - made - refused,
    brokenOff: left._count,
    reservedForCallNanoUsd: Number(left._max.amountNanoUsd ?? 0n),
    spentNanoUsd: Number(budget.spentNanoUsd),
    attemptsNanoUsd: Number(_sum.costNanoUsd ?? 0n),
    reservedNanoUsd: Number(held._sum.reservedNanoUsd ?? 0n),
  }
}
