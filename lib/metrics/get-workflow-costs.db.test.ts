import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { ChartQuery } from '@/lib/domain/chart'
import { WorkflowCosts } from '@/lib/domain/workflow-cost'
import { seedFigures } from '@/lib/testing/seed/seed-figures'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { getWorkflowCosts } from './get-workflow-costs'

const NOW = new Date('2026-11-20T12:00:00Z')
const week = ChartQuery.parse({ range: '7d' })

test('each workflow’s cost stands beside its launches’ estimates and the plan', async () => {
  const team = await seedTeam({ slug: 'costs' })
  const project = await seedProject(team.owner)
  const at = new Date('2026-11-18T10:00:00Z')
  const call = { latencyMs: 5, inputTokens: 900, outputTokens: 100, costNanoUsd: 4_000_000n }
  const cached = { source: 'cache', cacheHit: true, isLookup: true, cacheKey: 'k' }
  await seedFigures(team.member, project, [
    { at, attempt: call },
    { at, attempt: call },
    { at, attempt: cached },
  ])
  await seedFigures(team.member, project, [{ at, run: { status: 'running', verdict: null }, attempt: call }])
  const estimate = {
    estimateLowNanoUsd: 5n,
    estimateLikelyNanoUsd: 9_000_000n,
    estimateHighNanoUsd: 9_500_000n,
  }
  await db().launch.updateMany({ where: { teamId: team.owner.teamId }, data: { ...estimate, createdAt: at } })

  const costs = WorkflowCosts.parse(await getWorkflowCosts(team.member, week, NOW))
  // The team's first run was made two days and two hours ago: days before it cost nothing.
  expect(costs.days).toBeCloseTo(50 / 24, 5)
  expect(costs.launchesCapped).toBe(false)
  expect(costs.rows[0]?.costPerDayNanoUsd).toBe(Math.round(8_000_000 / costs.days))
  const zoomed = { ...week, range: 'custom', from: '2026-11-18T09:00:00Z', until: '2026-11-18T14:00:00Z' }
  const [fewHours] = (await getWorkflowCosts(team.member, zoomed, NOW)).rows
  expect(fewHours).toMatchObject({ runs: 3, costPerDayNanoUsd: null, runsPerDay: null })
  expect(costs.rows.map(({ workflow, runs }) => [workflow, runs])).toEqual([
    ['test-generation', 3],
    ['documentation', 0],
    ['code-review', 0],
    ['refactoring', 0],
    ['bug-prediction', 0],
  ])
  expect(costs.rows[0]).toMatchObject({
    modelRuns: 2,
    // The call of the run that still goes on was made, but nothing is known of its run yet.
    perModelRun: { costNanoUsd: 4_000_000, tokens: 1500 },
    // One launch is not over.
    estimated: { launches: 1, likelyNanoUsd: 9_000_000, actualNanoUsd: 8_000_000, withinRange: 1 },
    planned: { tokens: 3000, costNanoUsd: 45_000_000, runsPerDay: 100, costPerDayNanoUsd: 4_500_000_000 },
  })
  expect(costs.rows[1]).toMatchObject({ modelRuns: 0, perModelRun: null, estimated: null })
  const filtered = await getWorkflowCosts(team.member, { ...week, tier: ['cheap'] }, NOW)
  expect(filtered.ignored).toEqual(['Tier'])
  const viewer = { ...team.viewer, seesCosts: false }
  await expect(getWorkflowCosts(viewer, week, NOW)).rejects.toMatchObject({ code: 'forbidden' })
})
