import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { ChartQuery } from '@/lib/domain/chart'
import { RunQuery } from '@/lib/domain/run-query'
import { recordVerdicts } from '@/lib/findings/record-verdicts'
import { getChart } from '@/lib/metrics/get-chart'
import { listRuns } from '@/lib/runs/list-runs'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'

const RANGE = { range: 'custom', from: '2026-11-15T00:00:00Z', until: '2026-11-19T00:00:00Z' }

test('precision is of the newest word on each finding, in the days when it was said', async () => {
  const team = await seedTeam({ slug: 'precise' })
  const { teamId } = team.owner
  const project = await seedSources(team.owner, { slug: 'shop', files: { 'shop/cart.py': 'x = 1\n' } })
  const detections = Array.from({ length: 6 }, (_, n) =>
    makeDetection({ qualifiedName: `f${n}`, rule: n < 4 ? 'mutable-default' : 'off-by-one' }),
  )
  const { run } = await seedFindingRun(team.owner, { project, detections })
  const found = await db().finding.findMany({
    where: { teamId },
    orderBy: [{ rule: 'asc' }, { message: 'asc' }],
  })
  const say = async (
    place: number,
    at: string,
    verdict: 'accepted' | 'dismissed',
    reason: 'wrong' | 'wont-fix' = 'wrong',
  ) => {
    const findingIds = [found[place]?.id ?? '']
    const { bulkId } = await recordVerdicts(team.member, {
      ...{ findingIds, verdict },
      ...(verdict === 'dismissed' ? { reason } : {}),
    })
    await db().findingVerdict.updateMany({ where: { bulkId }, data: { createdAt: new Date(at) } })
  }
  await say(0, '2026-11-16T10:00:00Z', 'accepted')
  await say(1, '2026-11-16T11:00:00Z', 'accepted')
  await say(2, '2026-11-16T12:00:00Z', 'dismissed')
  // Taken for true first, for wrong a day later: only the later word counts, on its own day.
  await say(4, '2026-11-16T12:00:00Z', 'accepted')
  await say(4, '2026-11-17T12:00:00Z', 'dismissed')
  // Says nothing about truth.
  await say(5, '2026-11-17T13:00:00Z', 'dismissed', 'wont-fix')
  // Beyond the window.
  await say(3, '2026-11-20T13:00:00Z', 'dismissed')

  const ask = (query: object) =>
    getChart(team.viewer, 'finding-precision', ChartQuery.parse({ ...RANGE, ...query }))
  const whole = await ask({ group: 'none' })
  expect(whole.points.map(({ values, n }) => [values.all, n.all])).toEqual([
    [null, 0],
    [2 / 3, 3],
    [0, 1],
    [null, 0],
  ])
  expect(whole.answer).toBe('50.0 % of judged findings accepted in 4 days, n = 4 judged findings')
  const [series] = whole.series
  const behind = RunQuery.parse({ ...series?.runs, from: whole.from, until: whole.until })
  const { rows, counts } = await listRuns(team.viewer, behind)
  expect(rows.map(({ id }) => id)).toEqual([run.id])
  expect(counts.workflow).toEqual({ 'code-review': 1 })
  const later = { from: '2026-11-18T00:00:00Z', until: '2026-11-19T00:00:00Z' }
  expect((await listRuns(team.viewer, RunQuery.parse({ ...series?.runs, ...later }))).rows).toEqual([])

  const byRule = await ask({ group: 'rule', project: 'shop', tier: 'cheap' })
  expect(byRule.points[1]?.n).toEqual({ 'mutable-default': 3, 'off-by-one': 0 })
  expect(byRule.ignored).toEqual(['Tier'])
  expect((await ask({ project: 'no-such-project' })).total).toEqual({ value: null, n: 0 })
  expect((await ask({ group: 'version' })).series.map(({ label }) => label.split(' ')[0])).toContain(
    'off-by-one',
  )
})
