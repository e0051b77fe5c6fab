import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import type { CheckedDetectionInput } from '@/lib/domain/finding-row'
import type { VerdictRequest } from '@/lib/domain/finding-verdict'
import { expectRefused } from '@/lib/testing/expect-refused'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { judgeFindings } from './judge-findings'
import { listFindings } from './list-findings'
import { recordVerdicts } from './record-verdicts'
import { undoVerdicts } from './undo-verdicts'

let team: SeededTeam
let other: SeededTeam
let teams = 0
let project: { projectId: string; snapshotId: string }

beforeAll(async () => {
  other = await seedTeam({ slug: 'blue' })
})

// A team of its own for each test: what one learns must not reach the next.
beforeEach(async () => {
  teams += 1
  team = await seedTeam({ slug: `red-${teams}` })
  project = await seedSources(team.owner, { slug: 'shop', files: { 'shop/cart.py': 'x = 1\n' } })
})

const alike = (count: number, over: Partial<CheckedDetectionInput> = {}) =>
  Array.from({ length: count }, (_, n) => makeDetection({ qualifiedName: `f${n}`, ...over }))
const seed = (detections: CheckedDetectionInput[]) => seedFindingRun(team.owner, { project, detections })
const idsOf = async (rule = 'mutable-default') =>
  (
    await db().finding.findMany({ where: { teamId: team.owner.teamId, rule }, orderBy: { message: 'asc' } })
  ).map(({ id }) => id)
const judge = (detection: CheckedDetectionInput) =>
  judgeFindings({ teamId: team.owner.teamId, ...project }, [detection]).then(([judged]) => judged)
const dismiss = async (ids: string[], reason: VerdictRequest['reason'] = 'wrong') =>
  recordVerdicts(team.member, { findingIds: ids, verdict: 'dismissed', reason })

describe('a verdict', () => {
  test('sets the state, stays on record with what was shown, and is audited', async () => {
    await seed(alike(1))
    const [id = ''] = await idsOf()
    await recordVerdicts(team.member, { findingIds: [id], verdict: 'accepted', comment: 'good catch' })
    await dismiss([id], 'noise')
    expect(await db().finding.findUnique({ where: { id } })).toMatchObject({
      state: 'dismissed',
      dismissReason: 'noise',
    })
    const verdicts = await db().findingVerdict.findMany({
      where: { findingId: id },
      orderBy: { createdAt: 'asc' },
    })
    expect(verdicts.map(({ verdict, reason, comment }) => [verdict, reason, comment])).toEqual([
      ['accepted', null, 'good catch'],
      ['dismissed', 'noise', null],
    ])
    expect(verdicts[0]).toMatchObject({
      rawConfidence: 0.6,
      context: { folder: 'library', scope: 'public', subject: '' },
    })
    expect(await db().auditEntry.count({ where: { action: 'finding.judge', subjectId: id } })).toBe(2)
  })

  test('needs a member, a reason for a dismissal, and findings of the team', async () => {
    await seed(alike(1))
    const ids = await idsOf()
    await expectRefused(recordVerdicts(team.viewer, { findingIds: ids, verdict: 'accepted' }), 'forbidden')
    await expectRefused(
      recordVerdicts(team.member, { findingIds: ids, verdict: 'dismissed' }),
      'invalid-input',
    )
    await expectRefused(
      recordVerdicts(team.member, { findingIds: ids, verdict: 'accepted', reason: 'noise' }),
      'invalid-input',
    )
    await expectRefused(recordVerdicts(other.owner, { findingIds: ids, verdict: 'accepted' }), 'not-found')
    await expectRefused(
      recordVerdicts(team.member, { findingIds: [...ids, 'no'], verdict: 'accepted' }),
      'not-found',
    )
    expect(await db().findingVerdict.count({ where: { findingId: ids[0] } })).toBe(0)
  })
})

describe('learning', () => {
  test('dismissals hide further findings of the kind, say why, and undo shows them again', async () => {
    await seed(alike(5))
    const ids = await idsOf()
    const { bulkId, nowHidden } = await dismiss(ids.slice(0, 4))
    expect(nowHidden).toBe(1)
    const { rows, shown, suppressed } = await listFindings(team.viewer, { view: 'suppressed' })
    expect([shown, suppressed]).toEqual([0, 5])
    const last = rows.find(({ id }) => id === ids[4])
    expect(last?.hidden).toEqual({
      why: `4 of 4 findings of this rule in this project’s own code were dismissed as wrong or noise, by ${team.member.userName}.`,
      verdicts: 4,
    })
    expect(last?.confidence.n).toBe(4)
    const judged = await judge(makeDetection({ qualifiedName: 'another' }))
    expect(judged?.hidden?.verdicts).toBe(4)
    // Another folder and another rule are not touched.
    expect((await judge(makeDetection({ path: 'tests/test_cart.py' })))?.hidden).toBeNull()
    expect((await judge(makeDetection({ rule: 'other' })))?.hidden).toBeNull()

    await undoVerdicts(team.member, { bulkId })
    expect((await listFindings(team.viewer, {})).shown).toBe(5)
    expect((await judge(makeDetection({ qualifiedName: 'another' })))?.hidden).toBeNull()
  })

  test('a dismissed finding stays dismissed, and a second instance of it is reported', async () => {
    await seed(alike(1))
    await dismiss(await idsOf())
    const [again] = alike(1)
    expect((await judge(again ?? makeDetection()))?.hidden?.why).toMatch(/^Dismissed as wrong by/)
    expect((await judge(makeDetection({ qualifiedName: 'f1' })))?.hidden).toBeNull()
  })

  test('won’t fix keeps back its kind and leaves the confidence alone', async () => {
    await seed(alike(4))
    const before = await judge(makeDetection({ qualifiedName: 'another' }))
    await dismiss(await idsOf(), 'wont-fix')
    const after = await judge(makeDetection({ qualifiedName: 'another' }))
    expect(after?.confidence).toEqual(before?.confidence)
    expect(after?.hidden?.why).toMatch(/^4 of 4 findings .* dismissed as “won’t fix”/)
  })

  test('critical security is put last, never hidden', async () => {
    const critical = { severity: 'critical' as const, category: 'security' as const, rule: 'sql-injection' }
    await seed(alike(5, critical))
    const ids = await idsOf('sql-injection')
    await dismiss(ids.slice(0, 4))
    const judged = await judge(makeDetection({ qualifiedName: 'another', ...critical }))
    expect(judged?.hidden).toBeNull()
    expect(judged?.demoted?.verdicts).toBe(4)
    expect((await listFindings(team.viewer, {})).rows.map(({ id }) => id)).toEqual([ids[4]])
  })

  test('another prompt begins to learn anew, and old verdicts count again with the old one', async () => {
    const said = { tool: 'model' as const, rule: 'logic', promptHash: 'a'.repeat(64) }
    await seed(alike(4, said))
    await dismiss(await idsOf('logic'))
    const again = makeDetection({ qualifiedName: 'another', ...said })
    expect((await judge(again))?.hidden?.verdicts).toBe(4)
    const changed = await judge({ ...again, promptHash: 'b'.repeat(64) })
    expect(changed).toMatchObject({ hidden: null, confidence: { n: 0 } })
    expect((await judge(again))?.hidden?.verdicts).toBe(4)
  })

  test('accepted findings are shown whatever is said about the likes of them', async () => {
    await seed(alike(6))
    const ids = await idsOf()
    await dismiss(ids.slice(0, 5))
    await recordVerdicts(team.admin, { findingIds: ids.slice(5), verdict: 'accepted' })
    const { rows } = await listFindings(team.viewer, {})
    expect(rows.map(({ id, state, hidden }) => [id, state, hidden])).toEqual([[ids[5], 'accepted', null]])
  })

  test('two dismissals hide the next of their kind, one does not', async () => {
    await seed(alike(3))
    const [first = '', second = '', third = ''] = await idsOf()
    expect((await dismiss([first])).nowHidden).toBe(0)
    expect((await dismiss([second])).nowHidden).toBe(1)
    expect((await db().finding.findUniqueOrThrow({ where: { id: third } })).hiddenWhy).toMatch(/^2 of 2/)
  })

  test('what an acceptance brought back is kept back again when it is undone', async () => {
    await seed(alike(5))
    const ids = await idsOf()
    await dismiss(ids.slice(0, 4), 'wont-fix')
    const stateOf = () => db().finding.findUniqueOrThrow({ where: { id: ids[4] } })
    const { hiddenWhy } = await stateOf()
    expect(hiddenWhy).toMatch(/^4 of 4/)
    const { bulkId } = await recordVerdicts(team.member, { findingIds: ids.slice(4), verdict: 'accepted' })
    expect((await stateOf()).hiddenWhy).toBeNull()
    await undoVerdicts(team.member, { bulkId })
    expect(await stateOf()).toMatchObject({ state: 'open', hiddenWhy })
  })

  test('another team learns nothing from it', async () => {
    await seed(alike(4))
    await dismiss(await idsOf())
    const theirs = await seedSources(other.owner, {
      slug: `shop-${teams}`,
      files: { 'shop/cart.py': 'x = 1\n' },
    })
    const [judged] = await judgeFindings({ teamId: other.owner.teamId, ...theirs }, alike(1))
    expect(judged).toMatchObject({ hidden: null, confidence: { n: 0, value: expect.closeTo(0.6) } })
  })
})

describe('undo', () => {
  test('brings back what was said before; others’ words only by who manages members', async () => {
    await seed(alike(1))
    const [id = ''] = await idsOf()
    await recordVerdicts(team.owner, { findingIds: [id], verdict: 'accepted' })
    const { bulkId } = await dismiss([id])
    const second = await db().findingVerdict.findFirstOrThrow({ where: { bulkId } })
    await expectRefused(undoVerdicts(other.owner, { bulkId }), 'not-found')
    await expectRefused(undoVerdicts(team.viewer, { bulkId }), 'forbidden')
    const first = await db().findingVerdict.findFirstOrThrow({
      where: { findingId: id, verdict: 'accepted' },
    })
    await expectRefused(undoVerdicts(team.member, { verdictId: first.id }), 'forbidden')
    expect(await undoVerdicts(team.member, { verdictId: second.id })).toEqual({ findings: 1 })
    expect(await undoVerdicts(team.member, { verdictId: second.id })).toEqual({ findings: 0 })
    expect(await db().finding.findUnique({ where: { id } })).toMatchObject({
      state: 'accepted',
      dismissReason: null,
    })
  })
})
