import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { recordVerdicts } from '@/lib/findings/record-verdicts'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { countUrgentFindings } from './count-urgent-findings'

test('critical and high findings wait until somebody has judged them', async () => {
  const team = await seedTeam({ slug: 'urgent' })
  const stranger = await seedTeam({ slug: 'calm' })
  const project = await seedSources(team.owner, { slug: 'shop', files: { 'shop/cart.py': 'x = 1\n' } })
  const detections = (['critical', 'high', 'medium'] as const).map((severity) =>
    makeDetection({ severity, quote: severity }),
  )
  await seedFindingRun(team.owner, { project, detections })
  const { teamId } = team.owner
  expect(await countUrgentFindings(teamId)).toBe(2)
  expect(await countUrgentFindings(stranger.owner.teamId)).toBe(0)
  const { id } = await db().finding.findFirstOrThrow({ where: { teamId, severity: 'high' } })
  await recordVerdicts(team.owner, { findingIds: [id], verdict: 'accepted' })
  expect(await countUrgentFindings(teamId)).toBe(1)
})
