import { expect, test } from 'vitest'
import { ChartData, ChartQuery } from '@/lib/domain/chart'
import { getChart } from '@/lib/metrics/get-chart'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { seedRun } from '@/lib/testing/seed/seed-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'

test('smoke', async () => {
  const team = await seedTeam({ slug: 'charts' })
  const project = await seedProject(team.owner)
  await seedRun(team.member, { project, state: 'model', key: 'a', createdAt: new Date() })
  const chart = await getChart(team.owner, 'cost', ChartQuery.parse({ range: '7d', group: 'project' }))
  ChartData.parse(chart)
  expect(chart.total.n).toBe(2)
})
