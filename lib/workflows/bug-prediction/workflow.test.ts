import { describe, expect, it } from 'vitest'
import type { Detection } from '@/lib/domain/finding'
import { type FakeAnalysisOptions, fakeDetection } from '@/lib/testing/fake-analysis'
import { playFindings, type Script } from '@/lib/testing/play-findings'
import type { Prediction } from './output'
import { bugPrediction } from './workflow'

const source = `def last(items):
    return items[len(items)]


def share(total, people):
    return total / people
`
const at =
  (needle: string, more: Partial<Detection>): NonNullable<FakeAnalysisOptions['detect']> =>
  (file) =>
    file.source
      .split('\n')
      .flatMap((text, index) => (text.includes(needle) ? [fakeDetection(file, index + 1, more)] : []))
const offByOne = at('items[len', { qualifiedName: 'last', trigger: 'Any call: IndexError.' })
const zero = at('total /', {
  rule: 'zero-people',
  qualifiedName: 'share',
  severity: 'medium',
  rawConfidence: 0.4,
  trigger: 'ZeroDivisionError',
})
const both: FakeAnalysisOptions['detect'] = (file) => [...zero(file), ...offByOne(file)]
/** What the sandbox says when the off-by-one is called. */
const raised =
  'test_bug.py:5: in test\npkg/mod.py:2: in last\n    return items[len(items)]\nE   IndexError: list index out of range'
const NO_TEST = { imports: [], code: '', exception: '', property: '' }
const prediction = (more: Partial<Prediction> = {}): Prediction => ({
  id: 'c1',
  verdict: 'keep',
  reason: 'Nobody may be there.',
  trigger: 'share(1, 0)',
  severity: 'medium',
  confidence: 'likely',
  fix: [],
  example: '',
  prevention: 'Check divisors where they come from.',
  test: NO_TEST,
  ...more,
})
const answers = <T>(...all: T[]) => ({ answers: all })
const weight = (confidence: string) => answers({ id: 'c1', confidence, reason: 'Read it.' })

const play = (given: {
  detect?: FakeAnalysisOptions['detect']
  script?: Script
  failure?: (name: string, seed: number) => string | null
}) =>
  playFindings(bugPrediction, {
    source,
    script: given.script,
    analysis: { detect: given.detect ?? both },
    python: {
      passes: (name, seed) => (given.failure?.(name, seed) ?? null) === null,
      failure: (name, seed) => given.failure?.(name, seed) ?? null,
    },
  })

describe('without a model', () => {
  it('ranks bugs by expected value: what they cost, by how likely they are', async () => {
    const { outcome, report } = await play({})
    expect(report.findings.map(({ rule }) => rule)).toEqual(['off-by-one', 'zero-people'])
    expect(outcome).toMatchObject({ source: 'template', verdict: 'verified', reason: 'no-provider' })
    expect(outcome.figures.review).toMatchObject({ verdict: null, shown: 2, proven: 0 })
    expect(outcome.verdictText).toBe('2 likely bugs: 1 high, 1 medium')
  })

  it('leaves out what is no bug, and what is too weak to be a prediction', async () => {
    const detect: FakeAnalysisOptions['detect'] = (file) => [
      ...at('items[len', { category: 'security' })(file),
      ...at('total /', { rawConfidence: 0.2 })(file),
    ]
    expect((await play({ detect })).report.findings).toEqual([])
  })

  it('proves what fails for the stated reason twice, and attaches the test', async () => {
    const { outcome, report } = await play({
      failure: (name) => (name.startsWith('test_bug_2') ? raised : null),
    })
    expect(report.findings[0]).toMatchObject({
      rule: 'off-by-one',
      confidence: { value: 0.97 },
      proof: { kind: 'failing-test', testId: expect.stringContaining('test_bug_2_1'), output: raised },
    })
    expect(outcome.figures.review?.proven).toBe(1)
    const proof = outcome.artifacts.find(({ kind }) => kind === 'proof')
    expect(proof).toMatchObject({ path: 'test_bug_1_off_by_one.py', origin: 'template' })
    expect(proof?.content).toContain('from pkg.mod import last')
  })

  it.each([
    ['fails otherwise', () => raised.replace('IndexError', 'TypeError')],
    ['fails elsewhere', () => raised.replace('mod.py:2', 'mod.py:6')],
    ['fails with one hash seed only', (_name: string, seed: number) => (seed === 4242 ? null : raised)],
  ])('proves nothing by what %s', async (_what, failure) => {
    const { report } = await play({ detect: offByOne, failure })
    expect(report.findings).toMatchObject([{ proof: null, confidence: { value: 0.8 } }])
  })

  describe('by an example that the text of the module states', () => {
    const stated = `def first(items):\n    return items[1]\n\nLATER = 1  # never\n"""\n>>> first([1, 2])\n1\n"""\n`
    const broken = 'test_bug.py:6: in test\nE   assert (2 == 1 or ...)'
    const playStated = (needle: string) =>
      playFindings(bugPrediction, {
        source: stated,
        analysis: { detect: at(needle, { qualifiedName: 'first', trigger: 'Any call.', message: 'Odd.' }) },
        python: {
          passes: (name) => !name.includes('_stated_'),
          failure: (name) => (name.includes('_stated_') ? broken : null),
        },
      })

    it('where the quoted line has part in it', async () => {
      const { report } = await playStated('items[1]')
      expect(report.findings[0]).toMatchObject({ proof: { testId: expect.stringContaining('_stated_1') } })
    })
    it('and not where it has none', async () => {
      expect((await playStated('LATER')).report.findings).toMatchObject([{ proof: null }])
    })
  })

  describe('of many suspicions', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => `def f${index}(a, b):\n    return a[b]  # ${index}\n`).join(
        '\n',
      )
    const all: FakeAnalysisOptions['detect'] = (file) =>
      file.source.split('\n').flatMap((text, index) => {
        const number = /# (\d+)$/.exec(text)?.[1]
        const more = { qualifiedName: `f${number}`, trigger: 'IndexError' }
        return number === undefined ? [] : [fakeDetection(file, index + 1, more)]
      })
    const playMany = (count: number, failing: string) =>
      playFindings(bugPrediction, {
        source: many(count),
        analysis: { detect: all },
        python: {
          passes: (name) => !name.startsWith(failing),
          failure: (name) =>
            name.startsWith(failing) ? raised.replace('mod.py:2', `mod.py:${3 * (count - 1) + 2}`) : null,
        },
      })

    it('the last is tried as the first is', async () => {
      const { outcome } = await playMany(5, 'test_bug_5_')
      expect(outcome.figures.review).toMatchObject({ shown: 5, proven: 1 })
      expect(outcome.figures.notes).toEqual([])
    })
    it('what one execution cannot take is told', async () => {
      const { outcome } = await playMany(130, 'none')
      expect(outcome.figures.notes).toEqual([
        '10 of 130 suspicions had no test tried: one execution takes 120',
      ])
    })
  })

  it('writes the same bytes again', async () => {
    const [first, second] = await Promise.all([
      play({ failure: () => raised }),
      play({ failure: () => raised }),
    ])
    expect(second.outcome.artifacts).toEqual(first.outcome.artifacts)
  })
})

describe('with a model', () => {
  it('asks it about flagged places only, then how sure one can be', async () => {
    const script = { predict: answers(prediction()), weigh: weight('certain') }
    const { stages, report, world } = await play({ detect: zero, script })
    expect(stages).toEqual(['predict', 'weigh'])
    expect(world.calls[0]?.messages[0]?.text).not.toContain('def last')
    expect(world.calls[1]?.messages[0]?.text).toContain('No test has shown it.')
    expect(report.findings).toMatchObject([
      { confidence: { value: 0.85 }, prevention: 'Check divisors where they come from.', stage: 'verify' },
    ])
  })

  it.each([
    ['dropped', { predict: answers(prediction({ verdict: 'drop' })) }],
    ['refuted', { predict: answers(prediction()), weigh: weight('refuted') }],
  ])('takes out what is weak and %s, with the reason', async (_what, script) => {
    const { report } = await play({ detect: zero, script })
    expect(report.findings).toEqual([])
    expect(report.dropped).toMatchObject([{ rule: 'zero-people' }])
  })

  it('leaves what an analyser is sure of, with the doubt beside it', async () => {
    const script = { predict: answers(prediction({ verdict: 'drop', reason: 'It is intended.' })) }
    const { report } = await play({ detect: offByOne, script })
    expect(report.findings).toMatchObject([{ doubt: 'It is intended.', confidence: { value: 0.8 } }])
  })

  const code = 'def test_nobody():\n    assert share(1, 0) == 0\n'
  const claim = {
    imports: ['from pkg.mod import share'],
    code,
    exception: '',
    property: 'Nobody gets nothing.',
  }
  const wrong = 'test_bug.py:4: in test_nobody\nE   assert 3 == 0\nE    +  where 3 = share(1, 0)'
  const proposing = (test: Prediction['test'], weighed = 'certain') => ({
    predict: answers(prediction({ test })),
    weigh: weight(weighed),
  })
  const provenBy = async (test: Prediction['test'], failure: string | null, weighed?: string) => {
    const played = await play({
      detect: zero,
      script: proposing(test, weighed),
      failure: (name) => (name === 'test_nobody' ? failure : null),
    })
    return { proven: played.outcome.figures.review?.proven, shown: played.report.findings.length }
  }

  it('proves by the test it proposes', async () => {
    expect(await provenBy(claim, wrong)).toEqual({ proven: 1, shown: 1 })
    const raises = { ...claim, exception: 'ZeroDivisionError', code: code.replace('assert ', '') }
    const zeroRaised = 'mod.py:6: in share\nE   ZeroDivisionError: division by zero'
    expect(await provenBy(raises, zeroRaised)).toEqual({ proven: 1, shown: 1 })
  })

  it.each([
    ['that passes', claim, null],
    ['that asserts nothing of the function', claim, 'test_bug.py:4: in test_nobody\nE   assert False'],
    ['without a property', { ...claim, property: '' }, wrong],
    ['that raises what it did not state', { ...claim, exception: 'KeyError' }, wrong],
    ['that does not parse', { ...claim, code: `${code}SYNTAX!` }, wrong],
    ['that is several', { ...claim, code: `${code}\n${code.replace('nobody', 'other')}` }, wrong],
    [
      'that raises by itself',
      { ...claim, exception: 'ValueError' },
      'test_bug.py:4: in t\nE   ValueError: x',
    ],
  ])('proves nothing by a test %s', async (_what, test, failure) => {
    expect((await provenBy(test, failure)).proven).toBe(0)
  })

  it('shows the test to a second look, and without its word the test proves no value', async () => {
    const { world } = await play({ detect: zero, script: proposing(claim), failure: () => wrong })
    expect(world.calls.at(-1)?.messages[0]?.text).toContain('assert share(1, 0) == 0')
    expect(world.calls.at(-1)?.messages[0]?.text).toContain('assert 3 == 0')
    const unweighed = await play({
      detect: zero,
      script: { ...proposing(claim), weigh: answers() },
      failure: () => wrong,
    })
    expect(unweighed.outcome.figures.review?.proven).toBe(0)
    expect(unweighed.outcome.artifacts.map(({ kind }) => kind)).not.toContain('proof')
    expect(unweighed.report.findings).toMatchObject([
      { proof: null, confidence: { value: 0.7 }, doubt: expect.stringContaining('was not judged') },
    ])
  })

  it('believes no test whose expectation a second look refutes', async () => {
    expect(await provenBy(claim, wrong, 'refuted')).toEqual({ proven: 0, shown: 0 })
  })
})
