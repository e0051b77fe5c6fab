import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LaunchOptions } from '@/lib/domain/launch'
import { parsePrompt } from '@/lib/prompts/parse-prompt'
import { fakeAnalysis } from '@/lib/testing/fake-analysis'
import { type FakeOptions, fakePorts } from '@/lib/testing/fake-ports'
import { type FakePythonOptions, fakePython } from '@/lib/testing/fake-python'
import type { RunInput } from '../define-workflow'
import type { Prompt } from '../ports'
import { generateTests } from './generate-tests'
import type { GeneratedTests } from './output'
import { testGeneration } from './workflow'

const input: RunInput = {
  runId: 'run',
  tryNumber: 1,
  projectId: 'project',
  options: LaunchOptions.parse({}),
  modulePath: 'pkg/mod.py',
  moduleName: 'pkg.mod',
  sourceRoot: '',
  source: 'def go():\n    return 1\n',
}
const observed = 'def test_seen():\n    assert go() == 1\n'
const noProvider = { allowed: false, reason: 'no-provider', text: 'No model is connected.' } as const
/** The real file: what the stage gives and what the prompt asks for must agree. */
const file = parsePrompt(generateTests.promptId, readFileSync(`prompts/${generateTests.promptId}.md`, 'utf8'))
const prompt: Prompt = { ...file, ...file.meta }

const code = (name: string, body = 'assert go() == 1') => ({
  name,
  purpose: '',
  code: `def ${name}():\n    ${body}\n`,
})
const answer = (...tests: GeneratedTests['tests']): { json: GeneratedTests } => ({
  json: { imports: ['from pkg.mod import go'], helpers: '', tests },
})

async function run(engine: FakeOptions, python: FakePythonOptions, changes: Partial<RunInput> = {}) {
  const { ports, world } = fakePorts({ prompt, ...engine })
  const fake = fakePython(python)
  const outcome = await testGeneration.run(
    { ...ports, ...fakeAnalysis(), python: fake },
    { ...input, ...changes },
  )
  return { outcome, world, python: fake, content: outcome.artifacts[0]?.content ?? '' }
}

describe('without a model', () => {
  it('ends verified by observation, run twice, with the reason it is a template', async () => {
    const { outcome, python, world } = await run({ permission: noProvider }, { observed })
    expect(outcome).toMatchObject({ source: 'template', verdict: 'verified', reason: 'no-provider' })
    expect(outcome.reasonText).toBe('No model is connected.')
    expect(outcome.verdictText).toBe('1 test passes twice, 75.0 % of 4 lines')
    expect(outcome.figures).toMatchObject({
      testsPassed: 1,
      testsDropped: 0,
      statements: 4,
      coveredStatements: 3,
    })
    expect(python.executions.length).toBeGreaterThanOrEqual(2)
    const required = [...world.checks.values()].filter((check) => check.required)
    expect(required.map((check) => check.figures.hashSeed)).toEqual([1, 4242])
    expect(world.calls).toEqual([])
  })

  it('plants mistakes in what the tests run, says which they miss, and carries it over to an identical run', async () => {
    const first = await run({ permission: noProvider }, { observed })
    expect(first.outcome.figures).toMatchObject({ mutantsRun: 4, mutantsKilled: 3 })
    expect(first.python.plantedIn).toEqual([['test_seen']])
    const check = first.world.checks.get('run.1.mistakes')
    expect(check).toMatchObject({
      kind: 'planted-mistakes',
      outcome: 'passed',
      required: false,
      summary: '3 of 4 planted mistakes were caught, 1 because the code did not end',
    })
    expect(check?.figures.mutation?.survivors).toEqual([{ line: 2, before: 'return 1', after: 'return 2' }])
    const again = await run({ permission: noProvider, world: first.world }, { observed }, { runId: 'second' })
    expect(again.python.plantedIn).toEqual([])
    expect(again.outcome.figures).toMatchObject({ mutantsRun: 4, mutantsKilled: 3 })
    expect(again.world.checks.get('second.1.mistakes')?.summary).toMatch(/measured before/)
    const options = LaunchOptions.parse({ useCache: false })
    const anew = await run(
      { permission: noProvider, world: first.world },
      { observed },
      { runId: 'third', options },
    )
    expect(anew.python.plantedIn).toEqual([['test_seen']])
  })

  it('measures anew what time did not suffice for', async () => {
    const scripted = { observed, mistakes: { isComplete: false } }
    const { world, outcome } = await run({ permission: noProvider }, scripted)
    expect(outcome.figures).toMatchObject({ mutantsRun: 4, mutantsKilled: 3 })
    const again = await run({ permission: noProvider, world }, scripted, { runId: 'second' })
    expect(again.python.plantedIn).toEqual([['test_seen']])
  })

  it('has no score, and the same verdict, where mistakes could not be planted', async () => {
    const mistakes = { measured: null, reason: 'No sandbox is available here.' }
    const { outcome, world } = await run({ permission: noProvider }, { observed, mistakes })
    expect(outcome).toMatchObject({ verdict: 'verified', source: 'template' })
    expect(outcome.figures).not.toHaveProperty('mutantsRun')
    const check = world.checks.get('run.1.mistakes')
    expect(check).toMatchObject({ outcome: 'not-executed', summary: mistakes.reason })
    expect([...world.cache.keys()].filter((key) => key.includes('"mistakes"'))).toEqual([])
    const rejected = await run({ permission: noProvider }, { observed, passes: () => false })
    expect(rejected.python.plantedIn).toEqual([])
  })

  it('hands on what was done for it and what observation gave up', async () => {
    const imported = { ok: true, note: 'pkg/_version.py is a stand-in.' } as const
    const notes = ['loop_forever did not end.']
    const { outcome, world } = await run({ permission: noProvider }, { observed, imported, notes })
    expect(outcome.figures.notes).toEqual([imported.note, ...notes])
    expect([...world.spans.values()].map((span) => span.end?.detail)).toContain(imported.note)
  })

  it('says that observation was stopped, so that a re-run may find more', async () => {
    const { outcome } = await run({ permission: noProvider }, { observed, cutShort: true })
    expect(outcome.figures.notes).toEqual([
      expect.stringMatching(/^Observation was stopped after 0 s, .* again/),
    ])
  })

  it('drops a test that depends on the hash seed, keeps the others, and rests on executions of the smaller file', async () => {
    const two = `${observed}\ndef test_flaky():\n    assert go()\n`
    const { outcome, content, world } = await run(
      { permission: noProvider },
      { observed: two, passes: (name, seed) => name !== 'test_flaky' || seed === 1 },
    )
    expect(outcome).toMatchObject({ verdict: 'verified', figures: { testsPassed: 1, testsDropped: 1 } })
    expect(content).not.toContain('test_flaky')
    const required = [...world.checks.values()].filter((check) => check.required)
    expect(required).toHaveLength(2)
    expect(required.every((check) => check.figures.testsFailed === 0)).toBe(true)
  })

  it('drops a test that is skipped: what does not run proves nothing', async () => {
    const two = `${observed}\ndef test_skipped():\n    assert go()\n`
    const { outcome, content } = await run(
      { permission: noProvider },
      { observed: two, skips: (name) => name === 'test_skipped' },
    )
    expect(outcome).toMatchObject({ verdict: 'verified', figures: { testsPassed: 1, testsDropped: 1 } })
    expect(content).not.toContain('test_skipped')
  })

  it('drops an observed test that asserts nothing before anything is run', async () => {
    const two = `${observed}\ndef test_silent():\n    go()\n`
    const { content } = await run({ permission: noProvider }, { observed: two })
    expect(content).toContain('test_seen')
    expect(content).not.toContain('test_silent')
  })

  it('is not green when the tests pass but the file ends with an error', async () => {
    const { outcome } = await run({ permission: noProvider }, { observed, exitCode: () => 3 })
    expect(outcome).toMatchObject({ verdict: 'rejected', reason: 'no-valid-tests', source: null })
    expect(outcome.verdictText).toBe('The file as a whole failed: 1 passed, 0 failed, exit code 3.')
  })

  it('rejects when every test fails', async () => {
    const { outcome } = await run({ permission: noProvider }, { observed, passes: () => false })
    expect(outcome).toMatchObject({ verdict: 'rejected', reason: 'no-valid-tests' })
    expect(outcome.verdictText).toBe('No test passed in both executions.')
  })

  it.each([
    [
      { passes: () => false, cause: 'network' } as const,
      'No test passed in both executions. 1 test tries to',
    ],
    [
      { exitCode: () => 137, ended: 'memory-limit' } as const,
      'exit code 137. The execution was stopped: it used',
    ],
  ])('names the limit of the sandbox that was met: %j', async (python, text) => {
    const { outcome } = await run({ permission: noProvider }, { observed, ...python })
    expect(outcome.verdictText).toContain(text)
    expect(outcome.reasonText).toBe(outcome.verdictText)
  })

  it.each([
    [{ outline: { syntaxError: { line: 3, column: 1, message: 'bad' } } }, 'syntax-error', 'line 3: bad'],
    [
      { imported: { ok: false, reason: 'missing-dependency', text: 'numpy is missing' } as const },
      'missing-dependency',
      'numpy',
    ],
    [{ observed: null }, 'nothing-testable', 'holds no code'],
    [{ observed, notExecuted: 'no-sandbox' } as const, 'no-sandbox', 'no sandbox'],
    [{ observed, notExecuted: 'no-python' } as const, 'no-python', 'no usable Python'],
  ])('ends unverified with its reason: %j', async (python, reason, text) => {
    const { outcome } = await run({ permission: noProvider }, python)
    expect(outcome).toMatchObject({ verdict: 'unverified', source: null, reason, artifacts: [] })
    expect(outcome.reasonText).toContain(text)
  })
})

describe('with a model', () => {
  it('merges its tests with the observed ones', async () => {
    const { outcome, content } = await run({ answers: [answer(code('test_model'))] }, { observed })
    expect(outcome).toMatchObject({
      source: 'model',
      verdict: 'verified',
      reason: null,
      promptVersion: prompt.id,
    })
    expect(content).toContain('test_model')
    expect(content).toContain('test_seen')
  })

  it('asks once where nothing can be executed, and ends unverified', async () => {
    const { outcome, world } = await run(
      { answers: [answer(code('test_model'))] },
      { observed, notExecuted: 'no-sandbox' },
    )
    expect(world.calls).toHaveLength(1)
    expect(outcome).toMatchObject({ verdict: 'unverified', reason: 'no-sandbox' })
  })

  it('tells the model where observation did not get to', async () => {
    const { world } = await run({ answers: [answer(code('test_model'))] }, { observed })
    expect(world.calls[0]?.messages[0]?.text).toContain('- go: 3 of 4 lines')
  })

  it('repairs with the real failure and keeps what passed', async () => {
    const answers = [
      answer(code('test_good'), code('test_bad')),
      answer(code('test_bad', 'assert go() == 1')),
    ]
    let asked = 0
    const { outcome, content, world } = await run(
      {
        answers: (_call, position) => {
          asked = position + 1
          return answers[position] ?? answer()
        },
      },
      { observed, passes: (name) => name !== 'test_bad' || asked > 1 },
    )
    expect(outcome.source).toBe('model')
    expect(world.calls).toHaveLength(2)
    expect(outcome.answerUses).toEqual({
      'run.1.generate.attempt-1': { kept: 1, of: 2 },
      'run.1.generate.attempt-2': { kept: 1, of: 1 },
    })
    expect(world.calls[1]?.messages.at(-1)?.text).toContain('AssertionError in test_bad')
    expect(content).toContain('test_good')
    expect(content).toContain('test_bad')
  })

  it('takes out what does not parse, asserts nothing or is not there, and says so to the model', async () => {
    const { world, content } = await run(
      {
        answers: [
          answer(code('test_ok'), code('test_broken', 'SYNTAX!'), code('test_silent', 'go()'), {
            name: 'test_ghost',
            purpose: '',
            code: 'def helper():\n    return 1',
          }),
        ],
      },
      { observed },
    )
    const repair = world.calls[1]?.messages.at(-1)?.text ?? ''
    expect(repair).toContain('test_broken:\nSyntaxError: invalid syntax')
    expect(repair).toContain('test_silent:\nit asserts nothing')
    expect(repair).toContain('test_ghost:\nno test function of this name')
    expect(content).toContain('test_ok')
    expect(content).not.toContain('SYNTAX!')
    expect(content).not.toContain('test_silent')
  })

  it('is a template run when none of its tests stands in the end', async () => {
    const { outcome, content } = await run(
      { answers: [answer(code('test_model'))] },
      { observed, passes: (name, seed) => name !== 'test_model' || seed !== 4242 },
    )
    expect(outcome.answerUses).toEqual({})
    expect(outcome).toMatchObject({
      source: 'template',
      verdict: 'verified',
      reason: 'invalid-output',
      promptVersion: null,
    })
    expect(content).not.toContain('test_model')
  })

  it('does not believe, nor store, a model file that ends with an error though its tests pass', async () => {
    const { outcome, world } = await run(
      { answers: [answer(code('test_model'))] },
      { observed, exitCode: (names) => (names.includes('test_model') ? 3 : 0) },
    )
    expect(outcome).toMatchObject({ source: 'template', verdict: 'verified', reason: 'invalid-output' })
    expect([...world.cache.keys()].filter((key) => key.includes('"generate"'))).toEqual([])
    expect(world.calls[1]?.messages.at(-1)?.text).toContain('the file (exit code 3)')
  })

  it('does not store what a provider that died left half done', async () => {
    const answers = [answer(code('test_good'), code('test_bad')), { outcome: 'invalid-key' as const }]
    const { outcome, world } = await run({ answers }, { observed, passes: (name) => name !== 'test_bad' })
    expect(outcome.source).toBe('model')
    expect([...world.cache.keys()].filter((key) => key.includes('"generate"'))).toEqual([])
  })

  it('serves an identical run from the cache without a call, and runs it again', async () => {
    const first = await run({ answers: [answer(code('test_model'))] }, { observed })
    const again = await run({ world: first.world, answers: [] }, { observed }, { runId: 'second' })
    expect(again.outcome.source).toBe('cache')
    expect(again.world.calls).toHaveLength(1)
    expect(again.python.executions.length).toBeGreaterThanOrEqual(3)
  })

  it('does not serve from the cache when told so', async () => {
    const first = await run({ answers: [answer(code('test_model'))] }, { observed })
    const options = LaunchOptions.parse({ useCache: false })
    const again = await run(
      { world: first.world, answers: [answer(code('test_model'))] },
      { observed },
      { runId: 'second', options },
    )
    expect(again.outcome.source).toBe('model')
    expect(again.world.calls).toHaveLength(2)
  })
})

describe('a module in three pieces', () => {
  const names = ['first', 'second', 'third']
  const body = '    value = 1\n'.repeat(3_000)
  const source = names.map((name) => `def ${name}():\n${body}`).join('')
  const symbols = names.map((qualifiedName, index) => ({
    qualifiedName,
    kind: 'function' as const,
    startLine: 1 + index * 3_001,
    endLine: (index + 1) * 3_001,
    signature: `def ${qualifiedName}()`,
    branches: 0,
    canonicalHash: qualifiedName,
    contextHash: qualifiedName,
  }))
  const runPieces = (engine: FakeOptions, python: FakePythonOptions) =>
    run(engine, { observed, outline: { symbols }, ...python }, { source })
  /** Every piece calls its test alike, and means another. */
  const alike: FakeOptions = {
    answers: (_call, position) => answer(code('test_alike', `assert go() == ${position + 1}`)),
  }
  const alikeNames = (content: string) => [...content.matchAll(/test_alike\w*/g)].map(([name]) => name)

  it('asks for no further piece once the provider is down', async () => {
    const { outcome, world } = await runPieces({ answers: [{ outcome: 'invalid-key' }] }, {})
    expect(outcome).toMatchObject({ source: 'template', verdict: 'verified', reason: 'provider-refused' })
    expect(world.calls).toHaveLength(1)
  })

  it('keeps the tests of all pieces under names of their own', async () => {
    const { outcome, content } = await runPieces(alike, {})
    expect(alikeNames(content)).toEqual(['test_alike', 'test_alike_2', 'test_alike_3'])
    expect(outcome.verdictText).toBe('4 tests pass twice, 75.0 % of 4 lines')
    expect(outcome).toMatchObject({ source: 'model', reason: null })
  })

  it('counts a piece as the model’s by what its tests are called in the file', async () => {
    const failing = (...dropped: string[]) =>
      runPieces(alike, { passes: (name, seed) => seed !== 4242 || !dropped.includes(name) })
    const first = await failing('test_alike')
    expect(alikeNames(first.content)).toEqual(['test_alike_2', 'test_alike_3'])
    expect(first.outcome.verdictText).toContain(', 1 of 3 parts without the model')
    const others = await failing('test_alike_2', 'test_alike_3')
    expect(others.outcome.verdictText).toContain(', 2 of 3 parts without the model')
    const all = await failing('test_alike', 'test_alike_2', 'test_alike_3')
    expect(all.outcome).toMatchObject({ source: 'template', reason: 'invalid-output' })
  })
})
