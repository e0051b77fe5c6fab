import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import { subscribeLive } from '@/lib/db/live-events'
import type { LiveEvent } from '@/lib/db/notify'
import { noUsage } from '@/lib/domain/attempt'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { foldRollups } from '@/lib/metrics/rollups/fold-rollups'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { expectRefused } from '@/lib/testing/expect-refused'
import { paidAttempt } from '@/lib/testing/paid-attempt'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { failureAfter } from '@/lib/workflows/attempt-policy'
import { changeBudgetLimit } from './change-budget-limit'
import { countStopped } from './count-stopped'
import { createBudget } from './create-budget'
import { describeRefusal } from './describe-refusal'
import { getBudgetBoard } from './get-budget-board'
import { listBudgetHistory } from './list-budget-history'
import { listStops } from './list-stops'
import { readSpentDays } from './read-spent-days'
import { removeBudget } from './remove-budget'
import { reserveBudget } from './reserve-budget'
import { restoreBudget } from './restore-budget'
import { settleBudget } from './settle-budget'
import { sweepReservations } from './sweep-reservations'

let team: SeededTeam
let strangers: SeededTeam
let run: RunScope
let attempts = 0

beforeAll(async () => {
  team = await seedTeam({ slug: 'one' })
  strangers = await seedTeam({ slug: 'two' })
  run = await seedEngineRun(team.owner, { slug: 'a' })
})

beforeEach(async () => {
  await db().budget.deleteMany()
  await db().attempt.deleteMany()
})

const month = {
  scope: 'team',
  scopeId: '',
  period: 'month',
  kind: 'hard',
  limitNanoUsd: 1_000_000_000,
} as const

/** A paid call: settled and recorded in one transaction, as the model port does it. */
async function pay(costNanoUsd: number, scope: RunScope = run): Promise<void> {
  attempts += 1
  const id = `paid-${attempts}`
  await db().$transaction(async (tx) => {
    await settleBudget(tx, scope, id, costNanoUsd)
    await recordAttempt(tx, scope, {
      attempt: {
        ...{
          id,
          stage: 'generate',
          source: 'model',
          tier: 'cheap',
          tierReason: null,
          provider: 'p',
          model: 'm',
        },
        ...{
          promptVersion: null,
          promptHash: null,
          repairRound: 0,
          usage: noUsage,
          costNanoUsd,
          priceId: null,
        },
        ...{ priceGuessed: false, latencyMs: 1, timeToFirstTokenMs: null, stopReason: null, outcome: 'ok' },
        ...{ errorText: null, requestId: 'r', cacheKey: null, cacheHit: false, cacheMissReason: null },
      },
    })
  })
}

it('counts a call that settled while the budget was being made', async () => {
  let commit = () => {}
  const held = new Promise<void>((resolve) => {
    commit = resolve
  })
  let begun = () => {}
  const isUnderWay = new Promise<void>((resolve) => {
    begun = resolve
  })
  const settling = db().$transaction(async (tx) => {
    await recordAttempt(tx, run, { attempt: paidAttempt({ id: 'late', costNanoUsd: 700 }) })
    begun()
    await held
  })
  await isUnderWay
  const making = createBudget(team.owner, month)
  await new Promise((resolve) => setTimeout(resolve, 150))
  commit()
  await settling
  const { id } = await making
  expect(await db().budget.findUniqueOrThrow({ where: { id } })).toMatchObject({ spentNanoUsd: 700n })
})

describe('every scope', () => {
  it.each([
    ['team', (): string => ''],
    ['project', (): string => run.projectId],
    ['workflow', (): string => 'test-generation'],
    ['member', (): string => run.userId],
  ] as const)('a hard budget of the %s refuses what does not fit', async (scope, scopeId) => {
    await createBudget(team.admin, { ...month, scope, scopeId: scopeId() })
    expect(await reserveBudget(run, 'a', 900_000_000)).toEqual({ reserved: true })
    expect(await reserveBudget(run, 'b', 200_000_000)).toMatchObject({
      reserved: false,
      scope,
      period: 'month',
    })
    const elsewhere = { ...run, projectId: 'p', userId: 'u', workflow: 'code-review', launchId: 'l' } as const
    const other = await reserveBudget(elsewhere, 'c', 200_000_000)
    expect(other.reserved, 'what it is not for').toBe(scope !== 'team')
  })

  it('a soft budget refuses and reserves nothing, and counts what is spent', async () => {
    await createBudget(team.admin, { ...month, kind: 'soft', limitNanoUsd: 1_000_000 })
    expect(await reserveBudget(run, 'a', 5_000_000)).toEqual({ reserved: true })
    await pay(3_000_000)
    const [row] = (await getBudgetBoard(team.viewer)).budgets
    expect(row).toMatchObject({ kind: 'soft', spentNanoUsd: 3_000_000, reservedNanoUsd: 0 })
  })
})

describe('warnings', () => {
  it('of a soft budget come once at 50, 80 and 100 %, with an event each', async () => {
    const { id } = await createBudget(team.admin, { ...month, kind: 'soft', limitNanoUsd: 100_000_000 })
    const events: LiveEvent[] = []
    const unsubscribe = await subscribeLive((event) => {
      if (event !== 'reconnected' && event.topic === 'budget') events.push(event)
    })
    for (const [cost, marks] of [
      [49, []],
      [1, [50]],
      [10, [50]],
      [60, [50, 80, 100]],
      [500, [50, 80, 100]],
    ] as const) {
      await pay(cost * 1_000_000)
      const rows = await db().budgetWarning.findMany({ orderBy: { percent: 'asc' } })
      expect(rows.map(({ percent }) => percent)).toEqual(marks)
    }
    await expect.poll(() => events.length).toBe(2)
    expect(events[0]).toEqual({ teamId: team.owner.teamId, topic: 'budget', id })
    unsubscribe()
  })

  it('of a hard budget come at 80 and 100 %, anew in the next period and after a higher limit', async () => {
    const { id } = await createBudget(team.admin, { ...month, period: 'day', limitNanoUsd: 100_000_000 })
    await pay(85_000_000)
    expect((await getBudgetBoard(team.viewer)).warnings).toMatchObject([{ budgetId: id, percent: 80 }])
    await changeBudgetLimit(team.admin, { id, limitNanoUsd: 200_000_000 })
    expect((await getBudgetBoard(team.viewer)).warnings).toEqual([])
    await pay(80_000_000)
    expect((await getBudgetBoard(team.viewer)).warnings).toMatchObject([
      { percent: 80, limitNanoUsd: 200_000_000 },
    ])
    const yesterday = new Date(Date.now() - 86_400_000)
    await db().budget.update({ where: { id }, data: { periodStart: yesterday } })
    await db().budgetWarning.updateMany({ data: { periodStart: yesterday } })
    expect(await getBudgetBoard(team.viewer)).toMatchObject({ warnings: [], budgets: [{ spentNanoUsd: 0 }] })
    await pay(160_000_000)
    expect((await getBudgetBoard(team.viewer)).warnings).toMatchObject([{ percent: 80 }])
    expect(await db().budgetWarning.count()).toBe(2)
  })

  it('of today are told however many earlier days have had theirs', async () => {
    const { id } = await createBudget(team.admin, { ...month, kind: 'soft', period: 'day' })
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
    await db().budgetWarning.createMany({
      data: Array.from({ length: 600 }, (_, before) => ({
        ...{ budgetId: id, periodStart: daysAgo(before + 1), percent: 100 },
        ...{ spentNanoUsd: month.limitNanoUsd, limitNanoUsd: month.limitNanoUsd },
      })),
    })
    await pay(850_000_000)
    expect((await getBudgetBoard(team.viewer)).warnings).toMatchObject([{ budgetId: id, percent: 80 }])
  })
})

describe('the forecast', () => {
  it('rests on the days of its own scope before today, of all projects and members for the team', async () => {
    const scopes = [
      ['team', '', 90],
      ['project', run.projectId, 60],
      ['workflow', 'test-generation', 90],
      ['member', team.viewer.userId, 0],
    ] as const
    for (const [scope, scopeId] of scopes) {
      await createBudget(team.admin, { ...month, period: 'day', kind: 'soft', scope, scopeId })
    }
    const elsewhere = await seedEngineRun(team.admin, { slug: 'elsewhere' })
    for (let day = 1; day <= 5; day += 1) {
      await pay(60_000_000)
      await pay(30_000_000, elsewhere)
      await db().$executeRaw`
        UPDATE attempt SET "createdAt" = date_trunc('day', now() AT TIME ZONE 'UTC') - ${day} * interval '1 day'
        WHERE "createdAt" > (now() AT TIME ZONE 'UTC') - interval '1 minute'`
    }
    await db().budget.updateMany({ data: { spentNanoUsd: 0 } })
    await foldRollups()
    const midnight = new Date()
    midnight.setUTCHours(0, 0, 0, 0)
    const rows = await db().budget.findMany({ where: { teamId: run.teamId } })
    const daysOf = await readSpentDays(run.teamId, rows, midnight)
    for (const [scope, , millions] of scopes) {
      const row = rows.find((one) => one.scope === scope)
      const days = row === undefined ? [] : daysOf(row)
      expect(days, scope).toEqual(millions === 0 ? [] : Array(5).fill(millions * 1_000_000))
    }
    const { budgets } = await getBudgetBoard(team.viewer)
    expect(budgets.map(({ forecast }) => [forecast?.by, forecast?.days])).toEqual([
      ...[
        ['mean', 5],
        ['mean', 5],
        ['mean', 5],
      ],
      [null, 0],
    ])
  })
})

it('takes days by the clocks of the team, and only those that have ended', async () => {
  const west = await seedTeam({ slug: 'west' })
  const { teamId } = west.owner
  await db().team.update({ where: { id: teamId }, data: { timeZone: 'America/Los_Angeles' } })
  const theirs = await seedEngineRun(west.owner, { slug: 'west' })
  await pay(5, theirs)
  // Noon in Los Angeles; the day there ends eight hours after that of UTC.
  await db().attempt.updateMany({ where: { teamId }, data: { createdAt: new Date('2026-11-10T20:00:00Z') } })
  await foldRollups()
  const daysAt = async (time: string) => {
    const daysOf = await readSpentDays(teamId, [{ scope: 'team', scopeId: teamId }], new Date(time))
    return daysOf({ scope: 'team', scopeId: teamId })
  }
  expect(await daysAt('2026-11-11T07:59:00Z')).toEqual([null])
  expect(await daysAt('2026-11-11T08:00:00Z')).toEqual([5])
  expect(await daysAt('2026-11-12T03:00:00Z')).toEqual([5, null])
  expect(await daysAt('2026-12-09T09:00:00Z')).toHaveLength(28)
  expect(await daysAt('2026-12-20T09:00:00Z')).toEqual([])
})

describe('reservations of the dead', () => {
  it('are swept when they have expired, and not before', async () => {
    await createBudget(team.admin, month)
    await createBudget(team.admin, { ...month, period: 'day' })
    await reserveBudget(run, 'dead', 600_000_000, { expiresAfterMs: 1 })
    await reserveBudget({ ...run, teamId: strangers.owner.teamId }, 'theirs', 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await sweepReservations()).toBe(2)
    expect(await sweepReservations()).toBe(0)
    await reserveBudget(run, 'alive', 300_000_000)
    expect(await sweepReservations()).toBe(0)
    for (const { reservedNanoUsd } of (await getBudgetBoard(team.viewer)).budgets) {
      expect(reservedNanoUsd).toBe(300_000_000)
    }
  })
})

describe('managing budgets', () => {
  it('counts what was spent in the period before the budget was set, and nothing for one without a period', async () => {
    await pay(30_000_000)
    await pay(12_000_000)
    await createBudget(team.admin, month)
    await createBudget(team.admin, { ...month, scope: 'member', scopeId: team.viewer.userId })
    await createBudget(team.admin, { ...month, scope: 'project', scopeId: run.projectId, period: 'once' })
    await pay(1_000_000)
    const { budgets } = await getBudgetBoard(team.viewer)
    expect(budgets.map(({ scope, spentNanoUsd }) => [scope, spentNanoUsd])).toEqual([
      ['team', 43_000_000],
      ['project', 1_000_000],
      ['member', 0],
    ])
  })

  it('removes and brings back with what was spent meanwhile, and writes it all down', async () => {
    const { id } = await createBudget(team.admin, month)
    await pay(5_000_000)
    await removeBudget(team.admin, { id })
    await pay(2_000_000)
    await restoreBudget(team.admin, { id })
    const board = await getBudgetBoard(team.viewer)
    expect(board.budgets).toMatchObject([{ id, spentNanoUsd: 7_000_000, limitNanoUsd: 1_000_000_000 }])
    expect(board.history.slice(0, 3).map(({ action }) => action)).toEqual([
      'budget.restore',
      'budget.delete',
      'budget.create',
    ])
    expect(board.history[0]).toMatchObject({
      who: 'admin of Team one',
      what: 'hard team budget for this month (UTC): $1.00',
    })
    await expectRefused(restoreBudget(team.admin, { id }), 'conflict')
  })

  it.each(['once', 'month'] as const)(
    'brings one back (%s) with what rows that are deleted since had cost',
    async (period) => {
      const { id } = await createBudget(team.admin, { ...month, period })
      await pay(5_000_000)
      await removeBudget(team.admin, { id })
      await db().attempt.deleteMany()
      await pay(2_000_000)
      await restoreBudget(team.admin, { id })
      expect((await getBudgetBoard(team.viewer)).budgets).toMatchObject([{ id, spentNanoUsd: 7_000_000 }])
    },
  )

  it('is refused to members, to strangers, for scopes of others and for what is there already', async () => {
    const { id } = await createBudget(team.admin, month)
    await expectRefused(createBudget(team.member, { ...month, period: 'day' }), 'forbidden')
    await expectRefused(createBudget(team.admin, month), 'conflict')
    const theirs = { ...month, scope: 'project', scopeId: run.projectId }
    await expectRefused(createBudget(strangers.admin, theirs), 'not-found')
    await expectRefused(createBudget(team.admin, { ...month, scope: 'workflow', scopeId: 'x' }), 'not-found')
    await expectRefused(
      createBudget(team.admin, { ...month, period: 'day', limitNanoUsd: 0 }),
      'invalid-input',
    )
    await expectRefused(changeBudgetLimit(strangers.admin, { id, limitNanoUsd: 5_000_000 }), 'not-found')
    await expectRefused(removeBudget(strangers.admin, { id }), 'not-found')
    await expectRefused(removeBudget(team.member, { id }), 'forbidden')
    expect((await getBudgetBoard(strangers.viewer)).budgets).toEqual([])
  })

  it('says which one stops runs though it is not used up', async () => {
    const { projectId: scopeId } = run
    await createBudget(team.admin, { ...month, scope: 'project', scopeId })
    await createBudget(team.admin, { ...month, limitNanoUsd: 9_000_000_000 })
    await pay(600_000_000)
    const refused = await reserveBudget(run, 'next', 500_000_000)
    if (refused.reserved) throw new Error('there was no room for it')
    const { text } = failureAfter('budget', describeRefusal(refused, 500_000_000))
    expect(text).toContain('Too little budget is left for one more call')
    expect(text).toContain('$0.4000 left of $1.00, the call could cost $0.5000')
    expect(await reserveBudget(run, 'under way', 300_000_000)).toEqual({ reserved: true })
    const held = await reserveBudget(run, 'held', 200_000_000)
    if (held.reserved) throw new Error('there was no room for it')
    expect(describeRefusal(held, 200_000_000)).toContain(
      '$0.1000 left of $1.00 ($0.6000 spent, $0.3000 reserved by calls under way), the call could cost $0.2000',
    )
    const { budgetId: stoppedBy } = refused
    // Whatever its text says: two budgets of one name, or another wording, must not be taken for each other.
    const data = {
      reason: 'budget',
      reasonText: 'Too little budget (team budget for this month: ',
      ...{ stoppedBy, startedAt: new Date() },
    }
    await db().run.update({ where: { id: run.runId }, data })
    const board = await getBudgetBoard(team.viewer)
    expect(board.budgets.map(({ scope, stopped }) => [scope, stopped?.runs ?? null])).toEqual([
      ['team', null],
      ['project', 1],
    ])
    expect((await countStopped(run.teamId, board.budgets, 0)).map(({ stopped }) => stopped)).toMatchObject([
      null,
      { runs: 0, capped: true },
    ])
  })

  it('stops still what began after its limit was changed, also of a launch of before', async () => {
    const { id } = await createBudget(team.admin, month)
    const stopped = { reason: 'budget', stoppedBy: id }
    const runs = async (startedAt: Date) => {
      await db().run.update({ where: { id: run.runId }, data: { ...stopped, startedAt } })
      const { budgets } = await getBudgetBoard(team.viewer)
      const [row] = await listStops(run.teamId, budgets, new Date())
      expect(budgets[0]?.stopped?.runs, 'the page says what the alert says').toBe(row?.stopped?.runs)
      return row?.stopped?.runs ?? 0
    }
    const before = new Date()
    expect(await runs(before)).toBe(1)
    await changeBudgetLimit(team.admin, { id, limitNanoUsd: 2_000_000_000 })
    expect(await runs(before), 'as far as anybody knows, there is room now').toBe(0)
    expect(await runs(new Date()), 'there is not').toBe(1)
  })

  it('calls a workflow by its title, in the list, the history and the run that it stops', async () => {
    await createBudget(team.admin, { ...month, scope: 'workflow', scopeId: 'test-generation' })
    const refused = await reserveBudget(run, 'large', 2_000_000_000)
    if (refused.reserved) throw new Error('there was no room for it')
    const { text } = failureAfter('budget', describeRefusal(refused, 2_000_000_000))
    const board = await getBudgetBoard(team.viewer)
    expect(board.budgets).toMatchObject([{ scopeName: 'Test generation' }])
    const told = [text, board.history[0]?.what]
    for (const one of told) expect(one).toContain('workflow budget of Test generation for this month (UTC)')
  })

  it('tells its whole history, page by page, to who sees costs', async () => {
    const { id } = await createBudget(team.admin, month)
    for (let step = 2; step <= 45; step += 1) {
      await changeBudgetLimit(team.admin, { id, limitNanoUsd: step * 1_000_000_000 })
    }
    const seen: string[] = []
    for (let cursor: string | null = null; ; ) {
      const page = await listBudgetHistory(team.viewer, cursor === null ? {} : { cursor })
      seen.push(...page.history.map(({ what }) => what))
      cursor = page.historyCursor
      if (cursor === null) break
    }
    const own = seen.filter((what) => what.startsWith('hard team budget for this month'))
    expect(own.slice(0, 44)).toEqual(
      Array.from({ length: 44 }, (_, index) => expect.stringContaining(`→ $${45 - index}.00`)),
    )
    expect(seen.length).toBe(
      await db().auditEntry.count({ where: { teamId: run.teamId, action: { startsWith: 'budget.' } } }),
    )
    const blind = { ...team.viewer, seesCosts: false }
    await expectRefused(listBudgetHistory(blind, {}), 'forbidden')
  })

  it('calls who has left what all pages call them', async () => {
    await createBudget(team.admin, { ...month, scope: 'member', scopeId: team.viewer.userId })
    await db().auditEntry.updateMany({ where: { teamId: run.teamId }, data: { userId: null } })
    await db().member.deleteMany({ where: { userId: team.viewer.userId } })
    const stopped = { reason: 'budget', createdBy: 'gone' }
    await db().run.update({ where: { id: run.runId }, data: stopped })
    const board = await getBudgetBoard(team.member)
    expect(board.budgets).toMatchObject([{ scopeName: FORMER_MEMBER }])
    expect(board.history[0]).toMatchObject({ who: FORMER_MEMBER })
    expect(board.stopped).toMatchObject([{ who: FORMER_MEMBER }])
  })
})
