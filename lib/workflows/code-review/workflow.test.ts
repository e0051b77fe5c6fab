import { describe, expect, it } from 'vitest'
import type { Detection } from '@/lib/domain/finding'
import { LaunchOptions } from '@/lib/domain/launch'
import { type FakeAnalysisOptions, fakeDetection } from '@/lib/testing/fake-analysis'
import { playFindings, type Script } from '@/lib/testing/play-findings'
import type { Opinion } from '../findings/opinion'
import { codeReview } from './workflow'

const source = `import db


def find(name):
    query = "SELECT * FROM t WHERE n = '" + name + "'"
    return db.run(query)


def last(items):
    return items[len(items)]
`
const SQL = '    query = "SELECT * FROM t WHERE n = \'" + name + "\'"'
/** What analysers say of these lines wherever they stand. */
const detecting =
  (more: Partial<Detection> = {}): NonNullable<FakeAnalysisOptions['detect']> =>
  (file) =>
    file.source
      .split('\n')
      .flatMap((text, index) => (text.includes('items[len') ? [fakeDetection(file, index + 1, more)] : []))
const sqlFlag = {
  unit: 'u2',
  line: 2,
  quote: SQL.trim(),
  kind: 'sql-injection',
  why: 'The name becomes part of the query.',
}
const opinion = (more: Partial<Opinion> = {}): Opinion => ({
  id: 'c1',
  verdict: 'keep',
  reason: 'A quote in the name ends the text.',
  trigger: 'find("\' OR 1=1 --")',
  severity: 'critical',
  confidence: 'certain',
  fix: [],
  example: '',
  ...more,
})
const answers = <T>(...all: T[]) => ({ answers: all })
const stands = { id: 'c1', refuted: false, reason: 'Nothing guards it.' }
const nothing = { flags: [] }

const play = (script: Script | undefined, analysis: FakeAnalysisOptions = {}, text = source) =>
  playFindings(codeReview, { source: text, script, analysis })

describe('without a model', () => {
  it('is the evidence alone, with its reason, and asks for changes because of it', async () => {
    const { outcome, report, stages } = await play(undefined, { detect: detecting() })
    expect(outcome).toMatchObject({ source: 'template', reason: 'no-provider', verdict: 'verified' })
    expect(outcome.figures.review).toMatchObject({ verdict: 'request-changes', shown: 1, proven: 0 })
    expect(report.findings).toMatchObject([
      {
        rule: 'off-by-one',
        lines: { start: 10, end: 10 },
        quote: 'return items[len(items)]',
        stage: 'evidence',
      },
    ])
    expect(stages).toEqual([])
  })

  it('writes the same bytes ten times', async () => {
    const written = new Set<string>()
    for (let round = 0; round < 10; round++) {
      const { outcome } = await play(undefined, { detect: detecting() })
      written.add(JSON.stringify([outcome.artifacts, outcome.findings]))
    }
    expect(written.size).toBe(1)
  })

  it('approves what nothing speaks against, and shows no weak evidence', async () => {
    const { outcome, report } = await play(undefined, { detect: detecting({ rawConfidence: 0.3 }) })
    expect(outcome.figures.review).toMatchObject({ verdict: 'approve', shown: 0 })
    expect(outcome.verdictText).toBe('Approved: nothing found')
    expect(report.dropped).toEqual([])
  })

  it('keeps back what verdicts hide, and says what it learned', async () => {
    const held = { why: 'dismissed as noise', verdicts: 3 }
    const { outcome, markdown } = await play(undefined, {
      detect: detecting(),
      hidden: { 'off-by-one': held },
    })
    expect(outcome.figures.review).toMatchObject({
      verdict: 'approve',
      shown: 0,
      hidden: 1,
      learned: ['1 finding hidden by earlier verdicts'],
    })
    expect(markdown).toContain('dismissed as noise')
  })

  it.each([
    [{ syntaxError: { line: 3, message: 'bad' } }, 'syntax-error', 'line 3: bad'],
    [{ unavailable: 'no-python' as const }, 'no-python', 'no Python'],
  ])('ends unverified with its reason: %j', async (analysis, reason, text) => {
    const { outcome } = await play(undefined, analysis)
    expect(outcome).toMatchObject({ verdict: 'unverified', source: null, reason, artifacts: [] })
    expect(outcome.findings, 'a run that looked at nothing marks nothing as fixed').toBeUndefined()
    expect(outcome.reasonText).toContain(text)
  })

  it('approves nothing that could not be analysed, and says so', async () => {
    const { outcome, markdown } = await play(undefined, {
      unread: 'line 1: could not be analysed within 60 s',
    })
    expect(outcome).toMatchObject({ verdict: 'unverified', reason: 'not-analysed' })
    expect(outcome.figures.review?.verdict).toBeNull()
    expect(outcome.verdictText).toBe(
      'Not all could be looked at: nothing found; not all was analysed: pkg/mod.py',
    )
    expect(outcome.reasonText).toContain('could not be analysed within 60 s')
    expect(markdown).not.toContain('Approved')
    expect(outcome.looked).toMatchObject([{ path: 'pkg/mod.py', tools: [] }])
  })

  it('says who looked at the module, and what is still seen there', async () => {
    const { outcome } = await play(undefined, { detect: detecting({ rawConfidence: 0.3 }) })
    expect(outcome.looked).toMatchObject([
      { path: 'pkg/mod.py', tools: ['assay', 'ruff'], withModels: false, unshown: [{ rule: 'off-by-one' }] },
    ])
    const byModel = await play({ triage: nothing })
    expect(byModel.outcome.looked).toMatchObject([{ withModels: true, unshown: [] }])
  })

  it('drops a finding whose quote does not stand at its place, and never shows it', async () => {
    const { outcome, report } = await play(undefined, { detect: detecting({ quote: 'return items[-1]' }) })
    expect(outcome.figures.review?.shown).toBe(0)
    expect(report.dropped).toMatchObject([{ stage: 'check', rule: 'off-by-one' }])
  })
})

describe('the stages of a model', () => {
  it('shows what the first reading flags, the close look keeps and nobody refutes', async () => {
    const { outcome, report, stages } = await play({
      triage: { flags: [sqlFlag] },
      verify: answers(opinion()),
      refute: answers(stands),
    })
    expect(stages).toEqual(['triage', 'verify', 'refute'])
    expect(report.findings).toMatchObject([
      {
        rule: 'sql-injection',
        severity: 'critical',
        cwe: 89,
        lines: { start: 5, end: 5 },
        quote: SQL.trim(),
        trigger: 'find("\' OR 1=1 --")',
        stage: 'verify',
        tool: 'model',
      },
    ])
    expect(outcome).toMatchObject({ source: 'model', reason: null, verdict: 'verified' })
    expect(outcome.findings?.[0]?.promptHash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('asks cheap first, capable next, and shows it no more than the unit and signatures of what it calls', async () => {
    const text = `${source}\n\ndef use(name):\n    return find(name), 1 / 0\n`
    const flag = { ...sqlFlag, unit: 'u4', quote: 'return find(name), 1 / 0', kind: 'model/crash' }
    const { world } = await play(
      { triage: { flags: [flag] }, verify: answers(opinion()), refute: answers(stands) },
      {},
      text,
    )
    expect(world.calls.map(({ stage, tier }) => [stage, tier])).toEqual([
      ['triage', 'cheap'],
      ['verify', 'capable'],
      ['refute', 'capable'],
    ])
    const asked = world.calls[1]?.messages[0]?.text ?? ''
    expect(asked).toContain('find: def find(name):')
    expect(asked).not.toContain('SELECT')
    expect(asked).not.toContain('items[len')
  })

  it('asks nobody further when nothing is flagged', async () => {
    const { stages, outcome } = await play({ triage: nothing })
    expect(stages).toEqual(['triage'])
    expect(outcome.figures.review?.verdict).toBe('approve')
  })

  it.each(['drop', 'possible'])('asks the dearest model where security is disputed (%s)', async (how) => {
    const doubtful = how === 'drop' ? opinion({ verdict: 'drop' }) : opinion({ confidence: 'possible' })
    const { stages, world, report } = await play({
      triage: { flags: [sqlFlag] },
      verify: answers(doubtful),
      premium: answers(opinion()),
      refute: answers(stands),
    })
    expect(stages).toEqual(['triage', 'verify', 'premium', 'refute'])
    expect(world.calls[2]?.tier).toBe('premium')
    expect(report.findings).toMatchObject([{ stage: 'premium' }])
  })

  it('asks it for nothing but security and architecture, and never above the ceiling of the launch', async () => {
    const flag = { ...sqlFlag, kind: 'model/wrong-result' }
    const script = { triage: { flags: [flag] }, verify: answers(opinion({ verdict: 'drop' })) }
    expect((await play(script)).stages).toEqual(['triage', 'verify'])
    const options = LaunchOptions.parse({ ceilingTier: 'capable' })
    const disputed = { ...script, triage: { flags: [sqlFlag] } }
    const { stages } = await playFindings(codeReview, { source, script: disputed, input: { options } })
    expect(stages).toEqual(['triage', 'verify'])
  })

  it('drops what is refuted, with the reason on the run', async () => {
    const refuted = { id: 'c1', refuted: true, reason: 'db.run escapes it.' }
    const script = { triage: { flags: [sqlFlag] }, verify: answers(opinion()), refute: answers(refuted) }
    const { report, markdown, outcome } = await play(script)
    expect(report.findings).toEqual([])
    expect(report.dropped).toMatchObject([{ stage: 'refute', why: 'db.run escapes it.', quote: SQL.trim() }])
    expect(markdown).toContain('db.run escapes it.')
    expect(outcome.figures.review?.verdict).toBe('approve')
  })

  it('promotes weak evidence only when it is kept and not refuted', async () => {
    const analysis = { detect: detecting({ rawConfidence: 0.3 }) }
    const script = {
      triage: nothing,
      verify: answers(opinion({ severity: 'high' })),
      refute: answers(stands),
    }
    const kept = await play(script, analysis)
    expect(kept.report.findings).toMatchObject([
      { rule: 'off-by-one', stage: 'verify', confidence: { value: 0.85 } },
    ])
    const dropped = await play({ ...script, verify: answers(opinion({ verdict: 'drop' })) }, analysis)
    expect(dropped.report.findings).toEqual([])
  })

  it('tells once what evidence and a model both see', async () => {
    const flag = { ...sqlFlag, unit: 'u3', line: 2, quote: 'return items[len(items)]', kind: 'off-by-one' }
    const { report, world } = await play(
      { triage: { flags: [flag, flag] }, verify: answers(opinion()), refute: answers(stands) },
      { detect: detecting() },
    )
    expect(report.findings).toHaveLength(1)
    expect(world.calls[1]?.messages[0]?.text).not.toContain('c2:')
  })

  it('serves an identical review from the cache without a call', async () => {
    const script = { triage: { flags: [sqlFlag] }, verify: answers(opinion()), refute: answers(stands) }
    const first = await play(script)
    const again = await playFindings(codeReview, {
      source,
      script: {},
      engine: { world: first.world },
      input: { runId: 'second' },
    })
    expect(again.outcome.source).toBe('cache')
    expect(again.world.calls).toHaveLength(3)
    expect(again.report.findings).toEqual(first.report.findings)
  })

  it('goes on with the evidence when the provider dies in the middle', async () => {
    const { outcome, report } = await playFindings(codeReview, {
      source,
      analysis: { detect: detecting() },
      engine: {
        permission: undefined,
        answers: [{ json: { flags: [sqlFlag] } }, { outcome: 'invalid-key' }],
      },
      script: {},
    })
    expect(outcome).toMatchObject({ source: 'model', verdict: 'verified' })
    expect(report.findings).toMatchObject([{ rule: 'off-by-one', stage: 'evidence' }])
    expect(outcome.figures.notes?.join(' ')).toContain('left without a model')
  })
})

describe('fixes', () => {
  const fix = [{ before: '    return items[len(items)]\n', after: '    return items[-1]\n' }]
  const script = (edits: Opinion['fix']) => ({
    triage: nothing,
    verify: answers(opinion({ fix: edits })),
    refute: answers(stands),
  })

  it('are found by their text, tried in a copy and written as a patch', async () => {
    const { report, markdown } = await play(script(fix), { detect: detecting() })
    expect(report.findings[0]?.patch).toContain('-    return items[len(items)]\n+    return items[-1]')
    expect(markdown).toContain('tried in a scratch copy')
  })

  it.each(['removesFinding', 'addsNone', 'parses', 'applies'])(
    'are not offered when %s fails',
    async (what) => {
      const { report, outcome, fixesTried } = await play(script(fix), {
        detect: detecting(),
        fixCheck: { [what]: false },
      })
      expect(fixesTried).toBe(1)
      expect(report.findings).toMatchObject([{ patch: null }])
      expect(outcome.findings?.[0]?.fix).toBeNull()
      expect(outcome.verdict).toBe('verified')
    },
  )

  it.each([
    ['a text that is not there', '    return items[0]\n'],
    ['nothing', '  '],
    ['a line of another function', `${SQL}\n`],
  ])('of %s are none', async (_what, before) => {
    const { report, fixesTried } = await play(script([{ before, after: 'pass\n' }]), { detect: detecting() })
    expect(report.findings).toMatchObject([{ patch: null }])
    expect(fixesTried).toBe(0)
  })
})
