import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { judgeFindings } from '@/lib/findings/judge-findings'
import { recordVerdicts } from '@/lib/findings/record-verdicts'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { finishRun } from './finish-run'
import { loadRunInput } from './load-run-input'

test('verdicts that were given while the run was judging count for what it saves', async () => {
  const { owner, member } = await seedTeam({ slug: 'red' })
  const project = await seedSources(owner, { slug: 'shop', files: { 'shop/cart.py': 'x = 1\n' } })
  const detections = ['a', 'b', 'c'].map((qualifiedName) => makeDetection({ qualifiedName }))
  const { run } = await seedFindingRun(owner, { project, detections })
  await db().run.update({ where: { id: run.id }, data: { status: 'running', endedAt: null } })
  const findings = await judgeFindings(run, [...detections, makeDetection({ qualifiedName: 'late' })])
  const known = await db().finding.findMany({ where: { teamId: owner.teamId } })
  const findingIds = known.map(({ id }) => id)
  await recordVerdicts(member, { findingIds, verdict: 'dismissed', reason: 'wrong' })
  await finishRun(await loadRunInput(run.id, 1), {
    ...{ source: null, verdict: 'verified', verdictText: 'Looked.', reason: null, reasonText: null },
    ...{ artifacts: [], figures: {}, promptVersion: null },
    findings,
  })
  const all = await db().finding.findMany({ where: { teamId: owner.teamId } })
  expect(all.map(({ state }) => state).sort()).toEqual(['dismissed', 'dismissed', 'dismissed', 'open'])
  expect(all.find(({ state }) => state === 'open')?.hiddenWhy).toMatch(/^3 of 3 findings of this rule/)
})
