import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import { judgeFindings } from '../judge-findings'
import { recordVerdicts } from '../record-verdicts'
import { saveFindings } from '../save-findings'
import { rejudgeLate } from './rejudge-late'

let team: SeededTeam
let teams = 0

beforeEach(async () => {
  teams += 1
  team = await seedTeam({ slug: `red-${teams}` })
})

const named = (name: string) =>
  db().finding.findFirstOrThrow({
    where: { teamId: team.owner.teamId, judged: { path: ['qualifiedName'], equals: name } },
  })

test('a verdict that was given while a run was judging counts for what it saves', async () => {
  const project = await seedSources(team.owner, { slug: 'shop', files: { 'shop/cart.py': 'x = 1\n' } })
  const detections = ['a', 'b', 'c', 'd'].map((qualifiedName) => makeDetection({ qualifiedName }))
  const { run } = await seedFindingRun(team.owner, { project, detections })
  const judged = await judgeFindings(run, [...detections, makeDetection({ qualifiedName: 'e' })])
  const findingIds = [(await named('a')).id, (await named('b')).id, (await named('c')).id]
  await recordVerdicts(team.member, { findingIds, verdict: 'dismissed', reason: 'wrong' })
  await recordVerdicts(team.member, { findingIds: [(await named('d')).id], verdict: 'accepted' })
  await recordVerdicts(team.member, {
    findingIds: [(await named('d')).id],
    verdict: 'dismissed',
    reason: 'wrong',
  })
  const isHidden = async () => (await named('e')).hiddenWhy !== null
  await db().$transaction(async (tx) => {
    await saveFindings(tx, run, judged, [])
    await rejudgeLate(tx, run, judged)
  })
  expect(await isHidden()).toBe(true)
  expect((await named('d')).state).toBe('dismissed')
})

test('a verdict that is given while findings are being saved waits, and then counts for them', async () => {
  const project = await seedSources(team.owner, { slug: 'shop', files: { 'shop/cart.py': 'x = 1\n' } })
  const detections = ['a', 'b', 'c'].map((qualifiedName) => makeDetection({ qualifiedName }))
  const { run } = await seedFindingRun(team.owner, { project, detections })
  const judged = await judgeFindings(run, [...detections, makeDetection({ qualifiedName: 'e' })])
  const findingIds = [(await named('a')).id, (await named('b')).id, (await named('c')).id]
  let said: Promise<unknown> | undefined
  let isSaid = false
  await db().$transaction(async (tx) => {
    await saveFindings(tx, run, judged, [])
    await rejudgeLate(tx, run, judged)
    said = recordVerdicts(team.member, { findingIds, verdict: 'dismissed', reason: 'wrong' }).then(() => {
      isSaid = true
    })
    await waitFor('the verdict waits or is given', async () => isSaid || (await isSomebodyWaiting()))
  })
  await said
  expect((await named('e')).hiddenWhy).not.toBeNull()
})

/** For a lock of the kind that keeps verdicts and saving apart. */
async function isSomebodyWaiting(): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE NOT granted AND locktype = 'advisory' AND datname = current_database()`
  return rows.length > 0
}

test('verdicts from before the run change nothing that it judged', async () => {
  const project = await seedSources(team.owner, { slug: 'shop', files: { 'shop/cart.py': 'x = 1\n' } })
  const { run } = await seedFindingRun(team.owner, { project, detections: [makeDetection()] })
  const { id } = await named('Cart.add')
  await recordVerdicts(team.member, { findingIds: [id], verdict: 'accepted' })
  await db().findingVerdict.updateMany({
    data: { createdAt: new Date(Date.now() - 60_000) },
    where: { findingId: id },
  })
  await db().finding.update({ where: { id }, data: { confidence: 0.123, state: 'open' } })
  await db().$transaction((tx) => rejudgeLate(tx, run, [{ rule: 'mutable-default' }]))
  expect((await named('Cart.add')).confidence).toBe(0.123)
})
