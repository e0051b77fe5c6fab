// @module-tag promise
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import { setBudget } from '@/lib/testing/set-budget'
import { reserveBudget } from './reserve-budget'
import { releaseBudget, settleBudget } from './settle-budget'

const scopes = {
  teamId: 'team1',
  projectId: 'project1',
  launchId: 'launch1',
  workflow: 'test-generation',
  userId: 'user1',
} as const
const createdBy = 'user1'
let attempts = 0

function nextId(): string {
  attempts += 1
  return `attempt-${attempts}`
}

beforeEach(async () => {
  await db().budget.deleteMany()
  await db().team.upsert({
    where: { id: 'team1' },
    create: { id: 'team1', slug: 'team1', name: 'Team' },
    update: {},
  })
})

async function budget(
  scope: 'team' | 'project' | 'launch',
  period: 'day' | 'month' | 'once',
  limitNanoUsd: number,
) {
  await setBudget(db(), {
    teamId: 'team1',
    scope,
    scopeId: scopes[`${scope}Id`],
    period,
    limitNanoUsd,
    createdBy,
  })
}

async function state() {
  const rows = await db().budget.findMany({ orderBy: [{ scope: 'asc' }, { period: 'asc' }] })
  return rows.map((row) => ({
    budget: `${row.scope}/${row.period}`,
    reserved: Number(row.reservedNanoUsd),
    spent: Number(row.spentNanoUsd),
  }))
}

describe('reserve, settle, release', () => {
  it('lets everything through when there is no budget', async () => {
    expect(await reserveBudget(scopes, nextId(), 1e15)).toEqual({ reserved: true })
  })

  it('reserves in all budgets that bind or in none, and tells which refused', async () => {
    await budget('team', 'day', 1000)
    await budget('launch', 'once', 100)
    expect(await reserveBudget(scopes, 'a', 80)).toEqual({ reserved: true })
    expect(await reserveBudget(scopes, 'b', 30)).toEqual({
      reserved: false,
      budgetId: expect.any(String),
      scope: 'launch',
      scopeId: 'launch1',
      period: 'once',
      limitNanoUsd: 100,
      leftNanoUsd: 20,
      reservedNanoUsd: 80,
    })
    expect(await state()).toEqual([
      { budget: 'launch/once', reserved: 80, spent: 0 },
      { budget: 'team/day', reserved: 80, spent: 0 },
    ])
    await settleBudget(db(), scopes, 'a', 50)
    expect(await state()).toEqual([
      { budget: 'launch/once', reserved: 0, spent: 50 },
      { budget: 'team/day', reserved: 0, spent: 50 },
    ])
    expect(await reserveBudget(scopes, 'b', 50)).toEqual({ reserved: true })
    await releaseBudget(scopes, 'b')
    expect(await state()).toContainEqual({ budget: 'launch/once', reserved: 0, spent: 50 })
    expect(await db().budgetReservation.count()).toBe(0)
  })

  it('leaves budgets of other teams, projects and launches alone', async () => {
    await budget('project', 'month', 100)
    expect(await reserveBudget({ ...scopes, projectId: 'other' }, nextId(), 5000)).toEqual({ reserved: true })
    expect(await reserveBudget({ ...scopes, teamId: 'other' }, nextId(), 5000)).toEqual({ reserved: true })
    expect(await state()).toEqual([{ budget: 'project/month', reserved: 0, spent: 0 }])
  })

  it('starts anew in the next period, with what is still reserved', async () => {
    await budget('team', 'day', 100)
    await reserveBudget(scopes, 'old', 40)
    await settleBudget(db(), scopes, 'old', 90)
    expect(await reserveBudget(scopes, 'a', 20)).toMatchObject({ reserved: false })
    await db().budget.updateMany({ data: { periodStart: new Date(Date.now() - 25 * 3_600_000) } })
    expect(await reserveBudget(scopes, 'a', 20)).toEqual({ reserved: true })
    expect(await state()).toEqual([{ budget: 'team/day', reserved: 20, spent: 0 }])
  })

  it('never starts a `once` budget anew', async () => {
    await budget('launch', 'once', 100)
    await settleBudget(db(), scopes, 'a', 100)
    await db().budget.updateMany({ data: { periodStart: new Date(0) } })
    expect(await reserveBudget(scopes, 'b', 1)).toMatchObject({ reserved: false })
  })

  it('frees what a dead process left, and what an earlier try of the same attempt did', async () => {
    await budget('team', 'month', 100)
    await reserveBudget(scopes, 'dead', 90)
    expect(await reserveBudget(scopes, 'a', 50)).toMatchObject({ reserved: false, leftNanoUsd: 10 })
    expect(await reserveBudget(scopes, 'dead', 95)).toEqual({ reserved: true })
    await db().budgetReservation.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await reserveBudget(scopes, 'a', 50)).toEqual({ reserved: true })
    expect(await state()).toEqual([{ budget: 'team/month', reserved: 50, spent: 0 }])
    await settleBudget(db(), scopes, 'dead', 7)
    expect(await state(), 'a late settlement still counts').toEqual([
      { budget: 'team/month', reserved: 50, spent: 7 },
    ])
  })
})

describe('at the same moment', () => {
  it('1,000 attempts of 50 clients reserve exactly what fits, and all is given back', async () => {
    await budget('team', 'day', 2_000_000_000)
    await budget('team', 'month', 50_000_000_000)
    await budget('launch', 'once', 3_000_000_000)
    const amount = 10_000_000
    let begun = 0
    let reserved = 0
    let overspent = 0
    async function client(): Promise<void> {
      while (begun < 1000) {
        begun += 1
        const id = nextId()
        const result = await reserveBudget(scopes, id, amount)
        if (!result.reserved) continue
        reserved += 1
        await settleBudget(db(), scopes, id, amount)
        const day = await db().budget.findFirstOrThrow({ where: { period: 'day' } })
        if (day.spentNanoUsd + day.reservedNanoUsd > day.limitNanoUsd) overspent += 1
      }
    }
    await Promise.all(Array.from({ length: 50 }, client))
    expect(reserved).toBe(200)
    expect(overspent).toBe(0)
    expect(await state()).toEqual([
      { budget: 'launch/once', reserved: 0, spent: 2_000_000_000 },
      { budget: 'team/day', reserved: 0, spent: 2_000_000_000 },
      { budget: 'team/month', reserved: 0, spent: 2_000_000_000 },
    ])
  })

  it('whatever is reserved, settled and released, no budget is ever above its limit', async () => {
    const anyCall = fc.record({
      amount: fc.integer({ min: 1, max: 60 }),
      share: fc.constantFrom(0, 0.3, 1),
      launch: fc.constantFrom('launch1', 'launch2'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { minLength: 5, maxLength: 40 }), async (calls) => {
        await db().budget.deleteMany()
        await budget('team', 'day', 300)
        await budget('launch', 'once', 100)
        await Promise.all(
          calls.map(async ({ amount, share, launch }) => {
            const of = { ...scopes, launchId: launch }
            const id = nextId()
            const result = await reserveBudget(of, id, amount)
            if (result.reserved) await settleBudget(db(), of, id, Math.floor(amount * share))
          }),
        )
        for (const row of await db().budget.findMany()) {
          expect(row.reservedNanoUsd).toBe(0n)
          expect(row.spentNanoUsd).toBeLessThanOrEqual(row.limitNanoUsd)
        }
      }),
      { numRuns: 25 },
    )
  })
})
