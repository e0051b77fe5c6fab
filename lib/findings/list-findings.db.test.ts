import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { type FindingQueryInput, FindingSort } from '@/lib/domain/finding-query'
import { type CheckedDetectionInput, type FindingRow, JudgedFinding } from '@/lib/domain/finding-row'
import { expectRefused } from '@/lib/testing/expect-refused'
import { makeDetection, seedFindingRun, seedNextSnapshot } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { findTrend } from './find-trend'
import { getFinding } from './get-finding'
import { getPatchFile } from './get-patch-file'
import { getReliability } from './get-reliability'
import { listFindings } from './list-findings'
import { listRuleStats } from './list-rule-stats'
import { listRunFindings } from './list-run-findings'
import { recordVerdicts } from './record-verdicts'

const CART = 'class Cart:\n    def add(self, items=[]):\n        return items\n'
const GOOD = { applies: true, parses: true, removesFinding: true, addsNone: true, tests: 'green' as const }
const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const

let team: SeededTeam
let other: SeededTeam
let shop: { projectId: string; snapshotId: string }
let newest: { projectId: string; snapshotId: string }
let runId: string

const many: CheckedDetectionInput[] = Array.from({ length: 24 }, (_, n) =>
  makeDetection({
    rule: n % 3 === 0 ? 'mutable-default' : `ruff/B00${n % 3}`,
    tool: n % 3 === 0 ? 'assay' : 'ruff',
    severity: SEVERITIES[n % 4],
    category: n % 2 === 0 ? 'correctness' : 'performance',
    qualifiedName: `f${n}`,
    path: n % 2 === 0 ? 'shop/cart.py' : 'shop_two/cart.py',
    rawConfidence: 0.5 + (n % 4) / 10,
  }),
)
const proven = makeDetection({
  qualifiedName: 'Cart.add',
  range: { startLine: 2, startColumn: 24, endLine: 2, endColumn: 26 },
  rawConfidence: 0.9,
  proof: { kind: 'failing-test', testSource: '', testId: 't', output: '', command: 'pytest', exitCode: 1 },
  fix: [{ startLine: 2, endLine: 2, replacement: '    def add(self, items=None):\n' }],
  fixCheck: GOOD,
})

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  shop = await seedSources(team.owner, {
    slug: 'shop',
    files: { 'shop/cart.py': CART, 'shop_two/cart.py': CART },
  })
  const { run } = await seedFindingRun(team.owner, { project: shop, detections: [...many, proven] })
  runId = run.id
  newest = await seedNextSnapshot(team.owner, shop.projectId, {
    'shop/cart.py': `${CART}# more\n`,
    'shop_two/cart.py': CART,
  })
  const added = makeDetection({ qualifiedName: 'Cart.new', message: 'Late 100% find' })
  await seedFindingRun(team.owner, { project: newest, detections: [proven, added], looked: [] })
  const theirs = await seedSources(other.owner, { slug: 'shop', files: { 'shop/cart.py': CART } })
  await seedFindingRun(other.owner, { project: theirs, detections: many.slice(0, 3) })
})

async function readAll(query: FindingQueryInput): Promise<FindingRow[]> {
  const rows: FindingRow[] = []
  let cursor: string | undefined
  do {
    const page = await listFindings(team.viewer, { ...query, cursor })
    rows.push(...page.rows)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return rows
}

const idOf = async (qualifiedName: string) =>
  (await readAll({ view: 'all' })).find((row) => row.qualifiedName === qualifiedName)?.id ?? ''

describe('the list', () => {
  test.each(FindingSort.options)(
    'by %s shows each finding once, whatever the size of pages',
    async (sort) => {
      const rows = await readAll({ sort, limit: 7 })
      expect(rows).toHaveLength(26)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(26)
      expect(rows.map(({ id }) => id)).toEqual((await readAll({ sort, limit: 200 })).map(({ id }) => id))
    },
  )

  test('is ordered: gravest and surest first; by value the proven comes before its like', async () => {
    const rows = await readAll({})
    const keys = rows.map((row) => SEVERITIES.indexOf(row.severity) - row.confidence.value / 10)
    expect(keys).toEqual(keys.toSorted((a, b) => a - b))
    const medium = (await readAll({ sort: 'value' })).filter(({ severity }) => severity === 'medium')
    expect(medium[0]?.proof).not.toBeNull()
    expect((await readAll({ sort: 'newest' }))[0]?.qualifiedName).toBe('Cart.new')
  })

  test.each<[FindingQueryInput, number]>([
    [{ rule: 'mutable-default' }, 10],
    [{ rule: ['ruff/B001', 'ruff/B002'] }, 16],
    [{ severity: 'critical' }, 6],
    [{ category: 'performance' }, 12],
    [{ tool: 'ruff' }, 16],
    [{ proven: 'yes' }, 1],
    [{ path: 'shop' }, 14],
    [{ path: 'shop/cart.py' }, 14],
    [{ path: 'shop/' }, 14],
    [{ project: 'shop' }, 26],
    [{ project: 'store' }, 0],
    [{ q: '100%' }, 1],
    [{ q: 'late FIND' }, 1],
    [{ q: '%' }, 1],
    [{ q: 'MUTABLE default is shared' }, 10],
    [{ view: 'suppressed' }, 0],
    [{ state: 'fixed' }, 0],
  ])('%j holds %i', async (query, count) => {
    const { rows, shown, suppressed } = await listFindings(team.viewer, { ...query, limit: 200 })
    expect(rows).toHaveLength(count)
    expect(query.view === 'suppressed' ? suppressed : shown).toBe(count)
  })

  test('tells what is new since a snapshot, and what a run saw', async () => {
    expect((await readAll({ newSince: shop.snapshotId })).map((row) => row.qualifiedName)).toEqual([
      'Cart.new',
    ])
    expect(await readAll({ newSince: newest.snapshotId })).toEqual([])
    const baselineFor = async (ctx: typeof team.viewer, newSince?: string) =>
      (await listFindings(ctx, { newSince })).baseline
    expect((await baselineFor(team.viewer, shop.snapshotId))?.id).toBe(shop.snapshotId)
    expect(await baselineFor(other.owner, shop.snapshotId)).toBeNull()
    expect(await baselineFor(team.viewer, 'none')).toBeNull()
    expect(await baselineFor(team.viewer)).toBeNull()
    expect(await readAll({ run: runId })).toHaveLength(25)
    const { launchId } = await db().run.findUniqueOrThrow({ where: { id: runId } })
    expect(await readAll({ launch: launchId })).toHaveLength(25)
    expect(await readAll({ launch: newest.snapshotId })).toEqual([])
    expect((await listFindings(other.owner, { launch: launchId })).rows).toEqual([])
  })

  test('counts what each choice would show', async () => {
    const { counts, ruleTitles } = await listFindings(team.viewer, { severity: ['critical'], limit: 1 })
    expect(counts.severity).toEqual({ critical: 6, high: 6, medium: 8, low: 6 })
    expect(counts.tool).toEqual({ assay: 2, ruff: 4 })
    expect(counts.proven).toEqual({ yes: 0, no: 6 })
    expect(ruleTitles['mutable-default']).not.toBe('mutable-default')
  })

  test('leaves out what is fixed unless it is asked for, and counts it where it can be asked for', async () => {
    const id = await idOf('f1')
    await db().finding.update({ where: { id }, data: { state: 'fixed' } })
    try {
      const list = await listFindings(team.viewer, { limit: 200 })
      expect([list.rows.length, list.shown]).toEqual([25, 25])
      expect(list.counts.state).toEqual({ open: 25, fixed: 1 })
      expect((await listFindings(team.viewer, { view: 'suppressed' })).shown).toBe(25)
      for (const query of [{ state: 'fixed' }, { view: 'all', state: 'fixed' }] as const)
        expect((await readAll(query)).map((row) => row.id)).toEqual([id])
      const all = await listFindings(team.viewer, { view: 'all', limit: 200 })
      expect([all.rows.length, all.shown]).toEqual([26, 26])
    } finally {
      await db().finding.update({ where: { id }, data: { state: 'open' } })
    }
  })

  test('of a run and of a launch has what they showed, whatever became of it', async () => {
    const ids = [await idOf('f1'), await idOf('f2'), await idOf('f4')]
    const [fixed = '', dismissed = '', keptBack = ''] = ids
    const { launchId } = await db().run.findUniqueOrThrow({ where: { id: runId } })
    const seen = { runId_findingId: { runId, findingId: keptBack } }
    const { judged } = await db().findingSighting.findUniqueOrThrow({ where: seen })
    const hidden = { why: 'Like what was dismissed.', verdicts: 2 }
    const setStates = async (states: [string, string]) => {
      for (const [index, state] of states.entries())
        await db().finding.update({ where: { id: ids[index] }, data: { state } })
    }
    await setStates(['fixed', 'dismissed'])
    await db().findingSighting.update({
      where: seen,
      data: { judged: JudgedFinding.parse({ ...JudgedFinding.parse(judged), hidden }) },
    })
    try {
      expect(await readAll({})).toHaveLength(24)
      for (const asked of [{ run: runId }, { launch: launchId }]) {
        const list = await listFindings(team.viewer, { ...asked, limit: 200 })
        expect([list.rows.length, list.shown, list.suppressed]).toEqual([24, 24, 1])
        expect(list.counts.state).toEqual({ open: 22, fixed: 1, dismissed: 1 })
        const byId = new Map(list.rows.map(({ id, state }) => [id, state]))
        expect([byId.get(fixed), byId.get(dismissed), byId.get(keptBack)]).toEqual([
          ...['fixed', 'dismissed'],
          undefined,
        ])
        const kept = await readAll({ ...asked, view: 'suppressed' })
        expect(kept.map(({ id }) => id)).toEqual([keptBack])
      }
    } finally {
      await setStates(['open', 'open'])
      await db().findingSighting.update({ where: seen, data: { judged: JudgedFinding.parse(judged) } })
    }
  })

  test('names projects that were asked for, as far as they are there', async () => {
    const asked = { project: ['shop', 'store'], path: 'nowhere' }
    expect((await listFindings(team.viewer, asked)).projectNames).toEqual({ shop: expect.any(String) })
  })

  test('refuses cursors that it did not make', async () => {
    const { nextCursor } = await listFindings(team.viewer, { limit: 1 })
    await expectRefused(
      listFindings(team.viewer, { sort: 'newest', cursor: nextCursor ?? '' }),
      'invalid-input',
    )
    await expectRefused(listFindings(team.viewer, { cursor: 'nonsense' }), 'invalid-input')
  })
})

describe('one finding', () => {
  test('has its code, its fix as a patch, its history and its like', async () => {
    const id = await idOf('Cart.add')
    await recordVerdicts(team.member, { findingIds: [await idOf('f0')], verdict: 'accepted', comment: 'yes' })
    const detail = await getFinding(team.viewer, id)
    expect(detail.excerpt).toEqual({ startLine: 1, lines: [...CART.split('\n').slice(0, 3), '# more', ''] })
    expect(detail.patch).toContain('-    def add(self, items=[]):\n+    def add(self, items=None):\n')
    expect(detail.sightings.map(({ news }) => news)).toEqual([null, 'new'])
    expect(detail.similar).toMatchObject([{ finding: { qualifiedName: 'f0' }, verdict: { comment: 'yes' } }])
    expect(detail.stats).toMatchObject({
      rule: 'mutable-default',
      accepted: 1,
      n: 1,
      precision: { share: 1 },
    })
    expect(detail.help?.bad.length).toBeGreaterThan(0)
    expect((await getPatchFile(team.viewer, id)).name).toBe('cart-mutable-default.patch')
  })

  test('offers no patch that was not checked', async () => {
    const id = await idOf('f0')
    expect((await getFinding(team.viewer, id)).patch).toBeNull()
    await expectRefused(getPatchFile(team.viewer, id), 'not-found')
  })

  test('is of no concern to other teams', async () => {
    const id = await idOf('Cart.add')
    await expectRefused(getFinding(other.owner, id), 'not-found')
    expect((await listFindings(other.owner, { limit: 200 })).rows).toHaveLength(3)
    expect((await listFindings(other.owner, { newSince: shop.snapshotId })).rows).toEqual([])
    expect((await listFindings(other.owner, { run: runId })).rows).toEqual([])
    expect(await listRunFindings(other.owner, runId)).toEqual([])
    expect((await listRuleStats(other.owner)).reduce((sum, { open }) => sum + open, 0)).toBe(3)
  })

  test('stays in its run as the run saw it', async () => {
    const seen = await listRunFindings(team.viewer, runId)
    expect(seen.map(({ qualifiedName }) => qualifiedName)).toEqual(
      [...many, proven].map((one) => one.qualifiedName),
    )
    expect(seen.every(({ news }) => news === 'new')).toBe(true)
  })
})

describe('figures', () => {
  test('rules: how often people agreed, with bounds', async () => {
    const ids = [await idOf('f3'), await idOf('f6'), await idOf('f9')]
    await recordVerdicts(team.member, { findingIds: ids.slice(0, 1), verdict: 'dismissed', reason: 'wrong' })
    await recordVerdicts(team.member, {
      findingIds: ids.slice(1, 2),
      verdict: 'dismissed',
      reason: 'wont-fix',
    })
    const [stats] = await listRuleStats(team.viewer, { rule: 'mutable-default' })
    expect(stats).toMatchObject({ accepted: 1, wrong: 1, noise: 0, wontFix: 1, n: 2, outdated: 0, fixed: 0 })
    expect(stats?.precision?.share).toBe(0.5)
    expect(stats?.precision?.low).toBeGreaterThan(0)
    await db().findingVerdict.updateMany({ where: { findingId: ids[0] }, data: { ruleVersion: 'older' } })
    expect((await listRuleStats(team.viewer, { rule: 'mutable-default' }))[0]).toMatchObject({
      n: 1,
      outdated: 1,
    })
  })

  test('reliability: what was shown against what was said first', async () => {
    const report = await getReliability(team.viewer)
    expect(report.n).toBe(2)
    expect(report.bins.reduce((sum, { n }) => sum + n, 0)).toBe(2)
    expect(report.brier).toBeGreaterThan(0)
    expect(await getReliability(team.viewer, { project: 'none' })).toMatchObject({
      n: 0,
      brier: null,
      calibrationError: null,
    })
  })

  test('trend: every day has its counts', async () => {
    const days = await findTrend(team.viewer, { days: 7 })
    expect(days).toHaveLength(7)
    expect(days.at(-1)).toEqual({
      day: new Date().toISOString().slice(0, 10),
      found: 26,
      accepted: 1,
      dismissed: 2,
      fixed: 0,
    })
    expect((await findTrend(team.viewer, { days: 1, project: 'none' }))[0]?.found).toBe(0)
  })
})
