import { describe, expect, it } from 'vitest'
import { LaunchOptions } from '@/lib/domain/launch'
import { fakeAnalysis } from '@/lib/testing/fake-analysis'
import { type FakeAnswer, FakeWorld, fakePorts } from '@/lib/testing/fake-ports'
import { type FakePythonOptions, fakePython } from '@/lib/testing/fake-python'
import type { ModelCall } from '../ports'
import { divideTests, uniteAlike } from './divide-tests'
import { testGeneration } from './workflow'

const VARIABLES = '{{source}} {{focus}} {{module_name}} {{module_path}} {{python_version}} {{observed}}'
const NAMES = ['one', 'two', 'three']
const test = (name: string, of: string) => ({
  name,
  purpose: '',
  code: `def ${name}():\n    assert ${of}() == ${name.length}\n`,
})
/** Two tests of each function that the prompt shows whole. */
function answerAll(call: ModelCall): FakeAnswer {
  const shown = call.messages[0]?.text ?? ''
  const asked = NAMES.filter((name) => shown.includes(`def ${name}():\n`))
  const tests = asked.flatMap((name) => ['a', 'b'].map((letter) => test(`test_${name}_${letter}`, name)))
  return { json: { imports: [`from mod import ${asked.join(', ')}`], helpers: '', tests } }
}

/** A module of three functions, each at a version. */
function moduleAt(versions: Record<string, number>) {
  const lines = NAMES.map((name) => `def ${name}():\n    return ${versions[name] ?? 0}`)
  const symbols = NAMES.map((qualifiedName, index) => ({
    qualifiedName,
    kind: 'function' as const,
    startLine: 1 + index * 2,
    endLine: 2 + index * 2,
    signature: `def ${qualifiedName}()`,
    branches: 0,
    canonicalHash: `${qualifiedName} ${versions[qualifiedName] ?? 0}`,
    contextHash: `${qualifiedName} ${versions[qualifiedName] ?? 0}`,
  }))
  return {
    source: `${lines.join('\n')}\n`,
    outline: { symbols, canonicalHash: JSON.stringify(versions) },
  }
}

async function run(
  world: FakeWorld,
  runId: string,
  versions: Record<string, number>,
  given: { answers?: (call: ModelCall) => FakeAnswer; python?: FakePythonOptions } = {},
) {
  const { source, outline } = moduleAt(versions)
  const prompt = {
    ...{ id: 'test-generation/generate.v1', hash: 'h', tier: 'capable' as const, maxTokens: 1000 },
    ...{ system: '', user: VARIABLES, repair: '{{failure}}' },
  }
  const { ports } = fakePorts({ world, prompt, answers: given.answers ?? answerAll })
  const before = world.calls.length
  const python = fakePython({ observed: null, outline, ...given.python })
  const outcome = await testGeneration.run(
    { ...ports, ...fakeAnalysis(), python },
    {
      ...{ runId, tryNumber: 1, projectId: 'p', options: LaunchOptions.parse({}), source },
      ...{ modulePath: 'mod.py', moduleName: 'mod', sourceRoot: '' },
    },
  )
  const asked = world.calls.slice(before).map(({ messages }) => messages[0]?.text ?? '')
  const names = [...(outcome.artifacts[0]?.content ?? '').matchAll(/def (test_\w+)/g)].map(([, name]) => name)
  const hits = [...world.attempts.values()].filter(({ id, cacheHit }) => id.startsWith(runId) && cacheHit)
  return { outcome, asked, names: names.toSorted(), hits: hits.length }
}
const ALL = NAMES.flatMap((name) => [`test_${name}_a`, `test_${name}_b`]).toSorted()

describe('an edit to one function', () => {
  it('asks about that function alone, and keeps the tests of the others', async () => {
    const world = new FakeWorld()
    expect((await run(world, 'first', {})).names).toEqual(ALL)
    const edited = await run(world, 'second', { two: 1 })
    expect(edited.asked).toHaveLength(1)
    expect(edited.asked[0]).toContain('def two():\n')
    expect(edited.asked[0]).not.toContain('def one():\n')
    expect(edited.names).toEqual(ALL)
    expect(edited).toMatchObject({ hits: 2, outcome: { source: 'model', verdict: 'verified' } })
    expect(edited.outcome.figures.notes).toContain('2 of 3 parts came from the cache.')
    const again = await run(world, 'third', { two: 1 })
    expect(again).toMatchObject({ asked: [], hits: 1, names: ALL, outcome: { source: 'cache' } })
    const back = await run(world, 'fourth', { one: 0, two: 0 })
    expect(back, 'the module as it was, its parts in a new constellation').toMatchObject({
      asked: [],
      names: ALL,
      outcome: { source: 'cache' },
    })
  })

  it('asks again about what it broke elsewhere', async () => {
    const world = new FakeWorld()
    await run(world, 'first', {})
    let isNew = false
    const passes = (name: string) => isNew || name !== 'test_three_b'
    const answers = (call: ModelCall) => {
      isNew = true
      return answerAll(call)
    }
    const edited = await run(world, 'second', { two: 1 }, { answers, python: { passes } })
    expect(edited.asked[0]).toMatch(/def two\(\)[\s\S]*def three\(\)/)
    expect(edited).toMatchObject({ hits: 1, names: ALL, outcome: { source: 'model' } })
  })

  it('leaves the tests of the others when no model answers any more, and says which are missing', async () => {
    const world = new FakeWorld()
    await run(world, 'first', {})
    const answers = (): FakeAnswer => ({ outcome: 'invalid-key' })
    const edited = await run(world, 'second', { two: 1 }, { answers })
    expect(edited.names).toEqual(ALL.filter((name) => !name.includes('two')))
    expect(edited.outcome.source).toBe('cache')
    expect(edited.outcome.figures.notes).toContainEqual(expect.stringMatching(/^Not made by a model: two \(/))
  })
})

describe('divideTests', () => {
  const output = {
    imports: ['import mod'],
    helpers: 'X = 1',
    tests: [
      test('test_a', 'two(one'),
      test('test_b', 'three'),
      test('test_c', 'nothing'),
      test('test_d', 'one'),
    ],
  }
  it('gives each test to the function that it speaks of most, and each part what its tests need', () => {
    const divided = divideTests(output, [['one'], ['two'], ['three'], ['four']])
    expect(divided.map(({ tests }) => tests.map(({ name }) => name))).toEqual([
      ['test_a', 'test_d'],
      [],
      ['test_b'],
      [],
    ])
    expect(divided[0]).toMatchObject({ imports: output.imports, helpers: output.helpers })
    expect(divided[1]).toEqual({ imports: [], helpers: '', tests: [] })
  })

  it('is undone by uniteAlike where all come from one answer', () => {
    const [united, ...others] = uniteAlike(divideTests(output, [['one', 'two'], ['three'], ['nothing']]))
    expect(others).toEqual([])
    expect(united?.tests.map(({ name }) => name).toSorted()).toEqual(['test_a', 'test_b', 'test_c', 'test_d'])
    expect(uniteAlike([])).toEqual([{ imports: [], helpers: '', tests: [] }])
  })
})
