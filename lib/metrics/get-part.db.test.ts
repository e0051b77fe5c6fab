import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import type { Overview } from '@/lib/domain/overview'
import { PartsQuery } from '@/lib/domain/parts-query'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import { getPart } from './get-part'

let team: SeededTeam
const query = PartsQuery.parse({ range: '7d' })

beforeAll(async () => {
  team = await seedTeam({ slug: 'parts' })
  const { teamId, userId } = team.owner
  const budget = await db().budget.create({
    data: {
      ...{ teamId, scope: 'team', scopeId: teamId, period: 'month', periodStart: new Date() },
      ...{ limitNanoUsd: 10n, createdBy: userId },
    },
  })
  await db().budgetWarning.create({
    data: { budgetId: budget.id, spentNanoUsd: 8n, limitNanoUsd: 10n, periodStart: new Date(), percent: 80 },
  })
})

test('what was made for who sees costs is not handed to who sees none', async () => {
  const blind = { ...team.viewer, seesCosts: false }
  let told: unknown
  await waitFor('an answer that is kept', async () => {
    told = await getPart(team.owner, 'annotations', query)
    return (await getPart(team.owner, 'annotations', query)) === told
  })
  expect(told).toMatchObject([{ kind: 'budget' }])
  expect(await getPart(blind, 'annotations', query)).toEqual([])
  await getPart(team.owner, 'cost', query)
  await getPart(team.owner, 'workflow-costs', query)
  for (const part of ['cost', 'workflow-costs']) await expectRefused(getPart(blind, part, query), 'forbidden')
  const criteria = async (ctx: typeof blind) => JSON.stringify(await getPart(ctx, 'criteria', query))
  expect(await criteria(team.owner)).toContain('"money"')
  expect(await criteria(blind)).not.toContain('"money"')
  const overviews = [await getPart(team.owner, 'overview', query), await getPart(blind, 'overview', query)]
  expect(overviews).toMatchObject([{ seesCosts: true }, { seesCosts: false, budget: null }])
  expect((overviews[0] as Overview).budget).not.toBeNull()
})

test('an overview that many look at is made once', async () => {
  await waitFor('an overview that is kept', async () => {
    const [one, other] = await Promise.all([
      getPart(team.owner, 'overview', query),
      getPart(team.member, 'overview', query),
    ])
    return one === other
  })
})

test('a chart is split as its part says, and what is no part is not found', async () => {
  expect(await getPart(team.owner, 'failures:model', query)).toMatchObject({ id: 'failures', group: 'model' })
  expect(await getPart(team.owner, 'failures', query)).toMatchObject({ id: 'failures', group: 'outcome' })
  for (const part of ['', 'toString', 'constructor', 'cost2', 'failures/x'])
    await expectRefused(getPart(team.owner, part, query), 'not-found')
})
