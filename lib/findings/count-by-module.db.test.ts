import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { countByModule } from './count-by-module'
import { recordVerdicts } from './record-verdicts'

test('what is open or accepted counts for its module, what is dismissed or another team’s does not', async () => {
  const team = await seedTeam({ slug: 'counting' })
  const stranger = await seedTeam({ slug: 'stranger' })
  const files = { 'shop/cart.py': 'x = 1\n', 'shop/tax.py': 'x = 1\n' }
  const project = await seedSources(team.owner, { slug: 'shop', files })
  const detections = ['one', 'two', 'three'].map((quote) => makeDetection({ quote }))
  await seedFindingRun(team.owner, {
    project,
    detections: [...detections, makeDetection({ path: 'shop/tax.py', quote: 'four' })],
  })
  const count = () => countByModule(team.viewer, project.projectId)
  expect(await count()).toEqual({ 'shop/cart.py': 3, 'shop/tax.py': 1 })
  const { id } = await db().finding.findFirstOrThrow({ where: { path: 'shop/tax.py' } })
  await recordVerdicts(team.member, { findingIds: [id], verdict: 'accepted' })
  expect(await count()).toEqual({ 'shop/cart.py': 3, 'shop/tax.py': 1 })
  await recordVerdicts(team.member, { findingIds: [id], verdict: 'dismissed', reason: 'wrong' })
  expect(await count()).not.toHaveProperty('shop/tax.py')
  expect(await countByModule(stranger.viewer, project.projectId)).toEqual({})
})
