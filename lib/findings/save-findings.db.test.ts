import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import {
  lookedAt,
  makeDetection,
  seedFindingRun,
  seedNextSnapshot,
} from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { countByModule } from './count-by-module'
import { exportFindings } from './export-findings'
import { findTrend } from './find-trend'
import { getFinding } from './get-finding'
import { judgeFindings } from './judge-findings'
import { listFindings } from './list-findings'
import { listRuleStats } from './list-rule-stats'
import { recordVerdicts } from './record-verdicts'

let team: SeededTeam
let first: { projectId: string; snapshotId: string }
let projects = 0

const CART = 'def add(items=[]):\n    return items\n'

beforeEach(async () => {
  projects += 1
  team ??= await seedTeam({ slug: 'red' })
  first = await seedSources(team.owner, {
    slug: `shop-${projects}`,
    files: { 'shop/cart.py': CART, 'shop/pay.py': 'x = 1\n' },
  })
})

const findingsNow = () =>
  db().finding.findMany({ where: { projectId: first.projectId }, orderBy: { path: 'asc' } })
const next = (files: Record<string, string>) => seedNextSnapshot(team.owner, first.projectId, files)
const found = makeDetection()

describe('what a run found', () => {
  test('is one row however often it is seen, and each run keeps what it showed', async () => {
    const one = await seedFindingRun(team.owner, { project: first, detections: [found] })
    const later = makeDetection({ message: 'said otherwise' })
    const two = await seedFindingRun(team.owner, { project: first, detections: [later, later] })
    expect(one.saved).toEqual({ new: 1, again: 0, moved: 0, back: 0, fixed: 0 })
    expect(two.saved).toEqual({ new: 0, again: 1, moved: 0, back: 0, fixed: 0 })
    const [finding, ...others] = await findingsNow()
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      message: 'said otherwise',
      firstRunId: one.run.id,
      lastRunId: two.run.id,
    })
    const sightings = await db().findingSighting.findMany({
      orderBy: { createdAt: 'asc' },
      where: { findingId: finding?.id },
    })
    expect(sightings.map(({ news, judged }) => [news, judged])).toEqual([
      ['new', expect.objectContaining({ message: found.message })],
      [null, expect.objectContaining({ message: 'said otherwise' })],
    ])
  })

  test('is the same when it is saved again, and what was new stays new', async () => {
    const { run } = await seedFindingRun(team.owner, { project: first, detections: [found] })
    const { saveFindings } = await import('./save-findings')
    const judged = await judgeFindings(run, [found])
    const again = await db().$transaction((tx) => saveFindings(tx, run, judged, [lookedAt('shop/cart.py')]))
    expect(again).toMatchObject({ new: 1, again: 0 })
    expect(await db().findingSighting.count({ where: { runId: run.id } })).toBe(1)
  })

  test('two runs at once make one finding', async () => {
    const seeds = Array.from({ length: 4 }, () =>
      seedFindingRun(team.owner, { project: first, detections: [found] }),
    )
    const saved = await Promise.all(seeds)
    expect(saved.map(({ saved: { new: count } }) => count).sort()).toEqual([0, 0, 0, 1])
    expect(await findingsNow()).toHaveLength(1)
  })
})

describe('fixed', () => {
  test('is what changed code no longer shows, and it opens when it comes back', async () => {
    await seedFindingRun(team.owner, { project: first, detections: [found] })
    // The same text without the finding says nothing: perhaps another setting.
    const same = await seedFindingRun(team.owner, {
      project: first,
      detections: [],
      looked: ['shop/cart.py'],
    })
    expect(same.saved.fixed).toBe(0)
    const changed = await next({
      'shop/cart.py': 'def add(items=None):\n    return items\n',
      'shop/pay.py': 'x = 1\n',
    })
    // Another workflow never saw it, and another module is none of its business.
    const other = { project: changed, detections: [], looked: ['shop/cart.py'] }
    expect((await seedFindingRun(team.owner, { ...other, workflow: 'bug-prediction' })).saved.fixed).toBe(0)
    expect((await seedFindingRun(team.owner, { ...other, looked: ['shop/pay.py'] })).saved.fixed).toBe(0)
    const mended = await seedFindingRun(team.owner, other)
    expect(mended.saved.fixed).toBe(1)
    expect((await findingsNow())[0]).toMatchObject({ state: 'fixed', fixedRunId: mended.run.id })

    const back = await seedFindingRun(team.owner, {
      project: await next({ 'shop/cart.py': CART }),
      detections: [found],
    })
    expect(back.saved).toMatchObject({ back: 1, new: 0 })
    expect((await findingsNow())[0]).toMatchObject({ state: 'open', fixedAt: null })
  })

  test('a model that forgets fixes nothing', async () => {
    const said = makeDetection({ tool: 'model', rule: 'logic', quote: 'return items' })
    await seedFindingRun(team.owner, { project: first, detections: [said] })
    const around = await next({ 'shop/cart.py': `# new\n${CART}` })
    const forgot = await seedFindingRun(team.owner, {
      project: around,
      detections: [],
      looked: ['shop/cart.py'],
    })
    expect(forgot.saved.fixed).toBe(0)
    const gone = await next({ 'shop/cart.py': 'def add():\n    return 1\n' })
    const mended = await seedFindingRun(team.owner, {
      project: gone,
      detections: [],
      looked: ['shop/cart.py'],
    })
    expect(mended.saved.fixed).toBe(1)
  })

  const changedCart = () => next({ 'shop/cart.py': 'def add(items=None):\n    return items\n' })

  test.each([
    ['pyright was not asked', { tool: 'pyright' as const }, { tools: ['assay' as const, 'ruff' as const] }],
    ['a model kept it', { stage: 'verify' as const }, { withModels: false }],
    ['it is weak and a model kept it', { rawConfidence: 0.3 }, { withModels: false }],
    ['a model saw it', { tool: 'model' as const, quote: 'items=[]' }, { withModels: false }],
    ['it is still seen, and weaker', {}, { unshown: [{ ...found, fingerprint: 'one of six twins' }] }],
  ])('is nothing that nobody looked at: %s', async (_why, over, lookedBy) => {
    await seedFindingRun(team.owner, { project: first, detections: [makeDetection(over)] })
    const again = { project: await changedCart(), detections: [], looked: ['shop/cart.py'] }
    expect((await seedFindingRun(team.owner, { ...again, lookedBy })).saved.fixed).toBe(0)
    expect((await findingsNow())[0]?.state).toBe('open')
    expect((await seedFindingRun(team.owner, again)).saved.fixed, 'all looked').toBe(1)
  })

  test('comes back as people said of it last', async () => {
    await seedFindingRun(team.owner, { project: first, detections: [found] })
    await seedFindingRun(team.owner, {
      project: await changedCart(),
      detections: [],
      looked: ['shop/cart.py'],
    })
    const [finding] = await findingsNow()
    expect(finding?.state).toBe('fixed')
    const findingIds = [finding?.id ?? '']
    await recordVerdicts(team.member, { findingIds, verdict: 'dismissed', reason: 'wont-fix' })
    const project = await next({ 'shop/cart.py': CART })
    expect((await seedFindingRun(team.owner, { project, detections: [found] })).saved.back).toBe(1)
    expect((await findingsNow())[0]).toMatchObject({
      state: 'dismissed',
      dismissReason: 'wont-fix',
      fixedAt: null,
    })
  })

  test('what stood in a file that is gone is fixed; a run over an older snapshot changes nothing', async () => {
    await seedFindingRun(team.owner, { project: first, detections: [found] })
    const without = await next({ 'shop/pay.py': 'x = 1\n' })
    const saved = await seedFindingRun(team.owner, {
      project: without,
      detections: [],
      looked: ['shop/pay.py'],
    })
    expect(saved.saved.fixed).toBe(1)
    const old = await seedFindingRun(team.owner, { project: first, detections: [found] })
    expect(old.saved).toMatchObject({ back: 0 })
    const again = await next({ 'shop/cart.py': CART })
    await seedFindingRun(team.owner, { project: again, detections: [found] })
    await seedFindingRun(team.owner, { project: first, detections: [], looked: ['shop/cart.py'] })
    expect((await findingsNow())[0]?.state).toBe('open')
  })
})

describe('what a run on changes found', () => {
  const NEW = 'shop/new.py'
  const text = 'def fresh(items=[]):\n    return items\n'
  const sha256 = (source: string) => createHash('sha256').update(source).digest('hex')

  test('in a new file is fixed by no run that lacks the file, and fixes nothing itself', async () => {
    await seedFindingRun(team.owner, { project: first, detections: [found] })
    const pulled = { project: first, detections: [makeDetection({ path: NEW })], changed: { [NEW]: text } }
    expect((await seedFindingRun(team.owner, pulled)).saved).toMatchObject({ new: 1, fixed: 0 })
    expect((await findingsNow()).find(({ path }) => path === NEW)?.contentHash).toBe(sha256(text))
    const looked = ['shop/pay.py', NEW]
    const saved = await seedFindingRun(team.owner, { project: first, detections: [], looked })
    expect(saved.saved.fixed).toBe(0)
    const without = await next({ 'shop/pay.py': 'x = 1\n' })
    const change = { project: without, detections: [], changed: { 'shop/pay.py': 'x = 2\n' } }
    expect((await seedFindingRun(team.owner, change)).saved.fixed, 'by a change').toBe(0)
    const module = { project: without, detections: [], looked: ['shop/pay.py'] }
    expect((await seedFindingRun(team.owner, module)).saved.fixed, 'what the project had').toBe(1)
    expect((await findingsNow()).map(({ path, state }) => [path, state])).toEqual([
      ['shop/cart.py', 'fixed'],
      [NEW, 'open'],
    ])
  })

  test('are marked, and not counted unless they are asked for; those of a text that is the project’s are', async () => {
    const project = [`shop-${projects}`]
    const pasted = makeDetection({ path: 'shop/cart.py', rule: 'other' })
    await seedFindingRun(team.owner, {
      project: first,
      detections: [found],
      changed: { 'shop/cart.py': CART },
    })
    const { run } = await seedFindingRun(team.owner, {
      ...{ project: first, detections: [pasted], changed: { 'shop/cart.py': `${CART}# pasted\n` } },
    })
    const list = await listFindings(team.viewer, { project })
    expect(list.rows.map(({ rule, inChange }) => [rule, inChange])).toEqual([[found.rule, false]])
    expect([list.shown, list.counts.seenIn]).toEqual([1, { project: 1, change: 1 }])
    expect(await countByModule(team.viewer, first.projectId)).toEqual({ 'shop/cart.py': 1 })
    expect((await findTrend(team.viewer, { project: project[0], days: 1 }))[0]?.found).toBe(1)
    const [stats] = await listRuleStats(team.viewer, { rule: 'other' })
    expect(stats).toMatchObject({ open: 0, hidden: 0, fixed: 0 })
    const { launchId } = await db().run.findUniqueOrThrow({ where: { id: run.id } })
    const ofRuns = [{ run: run.id }, { launch: launchId }]
    for (const asked of [{ seenIn: ['change' as const] }, ...ofRuns]) {
      const { rows } = await listFindings(team.viewer, { project, ...asked })
      expect(rows.map(({ rule, inChange }) => [rule, inChange])).toEqual([['other', true]])
    }
    const { content } = await exportFindings(team.viewer, { project, format: 'csv', view: 'all' })
    expect(content.match(/,(yes|no),,/g)?.sort()).toEqual([',no,,', ',yes,,'])
  })

  test('leaves the place in the project as it was, and takes no proof over from another text', async () => {
    const proof = {
      ...{ kind: 'failing-test' as const, testSource: 'def test(): ...', testId: 't', output: 'E' },
      ...{ command: 'pytest', exitCode: 1 },
    }
    await seedFindingRun(team.owner, { project: first, detections: [{ ...found, proof }] })
    const range = { startLine: 4, startColumn: 4, endLine: 4, endColumn: 6 }
    const changed = { 'shop/cart.py': `\n\n${CART}` }
    const { run, saved } = await seedFindingRun(team.owner, {
      project: first,
      detections: [{ ...found, range }],
      changed,
    })
    expect(saved).toMatchObject({ again: 1, new: 0 })
    expect((await findingsNow())[0]).toMatchObject({
      startLine: 2,
      contentHash: sha256(CART),
      isProven: true,
    })
    const sighting = await db().findingSighting.findFirstOrThrow({ where: { runId: run.id } })
    expect(sighting.judged).toMatchObject({ range, proof: null })
  })

  test('is shown in the code only where its quote still stands', async () => {
    const range = { startLine: 1, startColumn: 8, endLine: 1, endColumn: 16 }
    const quoted = (more = {}) => makeDetection({ quote: 'items=[]', range, ...more })
    await seedFindingRun(team.owner, { project: first, detections: [quoted()] })
    const [here] = await findingsNow()
    expect((await getFinding(team.member, here?.id ?? '')).excerpt?.lines[0]).toBe('def add(items=[]):')
    const elsewhere = quoted({ rule: 'other', range: { ...range, startLine: 2, endLine: 2 } })
    const changed = { 'shop/cart.py': `\n${CART}` }
    await seedFindingRun(team.owner, { project: first, detections: [elsewhere], changed })
    const there = (await findingsNow()).find(({ rule }) => rule === 'other')
    expect((await getFinding(team.member, there?.id ?? '')).excerpt).toBeNull()
  })
})

describe('seen by both workflows', () => {
  const proof = {
    ...{ kind: 'failing-test' as const, testSource: 'def test(): ...', testId: 't', output: 'E' },
    ...{ command: 'pytest', exitCode: 1 },
  }

  test('keeps the proof with its confidence, and both count as having seen it', async () => {
    const shown = { ...found, proof, rawConfidence: 0.97, trigger: 'add()', prevention: 'None as default' }
    const bug = { project: first, detections: [shown], workflow: 'bug-prediction' }
    await seedFindingRun(team.owner, bug)
    const { run } = await seedFindingRun(team.owner, { project: first, detections: [found] })
    const said = { confidence: { value: 0.97 }, proof: { testId: 't' }, prevention: 'None as default' }
    expect(await findingsNow()).toMatchObject([{ confidence: 0.97, isProven: true, judged: said }])
    const [judged] = await judgeFindings(run, [found])
    expect(judged).toMatchObject(said)
    const project = [`shop-${projects}`]
    for (const workflow of ['bug-prediction', 'code-review'] as const) {
      const list = await listFindings(team.viewer, { project, workflow: [workflow] })
      expect(list.rows).toHaveLength(1)
      expect(list.counts.workflow).toEqual({ 'bug-prediction': 1, 'code-review': 1 })
    }
  })

  test('knows also a proof that was saved after the other was judged', async () => {
    const { run } = await seedFindingRun(team.owner, { project: first, detections: [] })
    const early = await judgeFindings(run, [found])
    const shown = { ...found, proof, rawConfidence: 0.97 }
    await seedFindingRun(team.owner, { project: first, detections: [shown], workflow: 'bug-prediction' })
    const { saveFindings } = await import('./save-findings')
    await db().$transaction((tx) => saveFindings(tx, run, early, []))
    expect(await findingsNow()).toMatchObject([
      { confidence: 0.97, judged: { confidence: { value: 0.97 }, proof: { testId: 't' } } },
    ])
  })
})

describe('moved', () => {
  const moved = makeDetection({ path: 'store/cart.py' })

  test('a finding whose file was moved keeps its verdict', async () => {
    await seedFindingRun(team.owner, { project: first, detections: [found] })
    const [finding] = await findingsNow()
    await recordVerdicts(team.member, {
      findingIds: [finding?.id ?? ''],
      verdict: 'dismissed',
      reason: 'wrong',
    })
    const project = await next({ 'store/cart.py': CART })
    const { saved } = await seedFindingRun(team.owner, { project, detections: [moved] })
    expect(saved).toMatchObject({ moved: 1, new: 0 })
    expect(await findingsNow()).toMatchObject([
      { id: finding?.id, path: 'store/cart.py', state: 'dismissed' },
    ])
    const [judged] = await judgeFindings({ teamId: team.owner.teamId, ...project }, [moved])
    expect(judged?.hidden?.why).toMatch(/^Dismissed as wrong by member of Team red on \d{4}-\d\d-\d\d\.$/)
  })

  test('a copy is another finding', async () => {
    await seedFindingRun(team.owner, { project: first, detections: [found] })
    const project = await next({ 'shop/cart.py': CART, 'store/cart.py': CART })
    const { saved } = await seedFindingRun(team.owner, { project, detections: [moved] })
    expect(saved).toMatchObject({ moved: 0, new: 1 })
    expect(await findingsNow()).toHaveLength(2)
  })
})
