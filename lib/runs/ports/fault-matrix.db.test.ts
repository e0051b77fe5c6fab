// @module-tag promise
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { ModelRequest, Reply } from '@/e2e/stand-in/types'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import type { RunReason, RunSource } from '@/lib/domain/words'
import { forgetLimitStates } from '@/lib/llm/limits/limit-state'
import { saveProvider } from '@/lib/llm/save-provider'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { spansWritten } from '@/lib/telemetry/span-writer'
import { fakeAnalysis, fakeDetection } from '@/lib/testing/fake-analysis'
import { fakePython } from '@/lib/testing/fake-python'
import { type WordsInput, type WordsOutput, wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import { FAULT_CASES, type FaultCase } from '@/lib/testing/fault-cases'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { setBudget } from '@/lib/testing/set-budget'
import type { SourceFile } from '@/lib/workflows/analysis-port'
import { bugPrediction } from '@/lib/workflows/bug-prediction/workflow'
import { codeReview } from '@/lib/workflows/code-review/workflow'
import type { Stage, StageSplit } from '@/lib/workflows/define-stage'
import { generateStage } from '@/lib/workflows/generate-stage'
import type { EnginePorts, StageResult } from '@/lib/workflows/ports'
import { testGeneration } from '@/lib/workflows/test-generation/workflow'
import { makeEnginePorts } from './make-engine-ports'

const AT_ONCE = 8
const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
const positions = ['first', 'second', 'every'] as const
type Position = (typeof positions)[number]

interface End {
  source: RunSource | null
  reason: RunReason | null
  /** all required checks of what it ended with have passed */
  isVerified: boolean
}

/** A kind of stage: how it runs, and what a model without faults answers to its n-th call. */
interface Shape {
  name: string
  run(ports: EnginePorts, run: RunScope, marker: string): Promise<End>
  answer(call: number, request: ModelRequest): Reply
  /** what is left when the second call fails for good: the first one's good part, or nothing */
  keepsFirst: boolean
}

const variables = { focus: 'f', module_name: 'm', module_path: 'p', observed: 'o', python_version: '3' }
type WordsStage = Stage<WordsInput, WordsOutput, EnginePorts>

async function runWords(stage: WordsStage, ports: EnginePorts, run: RunScope, source: string): Promise<End> {
  const result = await generateStage(ports, stage, wordsInput({ runId: run.runId, source }))
  const isVerified = result.output !== null && result.checks.at(-1)?.outcome === 'passed'
  return { source: result.source, reason: result.reason, isVerified }
}

const split: StageSplit<WordsInput, WordsOutput, EnginePorts> = {
  isTooLarge: () => true,
  parts: (input) => ['alpha', 'beta'].map((part) => ({ ...input, source: `${input.source} ${part}`, part })),
  join: async (_ports, _input, outputs) => ({ words: outputs.flatMap((output) => output.words) }),
}
const withVariables = { variables: (input: WordsInput) => ({ ...variables, source: input.source }) }
const splitStage = wordsStage({ ...withVariables, split })
const repairStage = wordsStage({ ...withVariables, maxRepairRounds: 3 })

const test = (name: string) => ({ name, purpose: 'p', code: `def ${name}():\n    assert go() == 1\n` })
const observed = 'def test_seen():\n    assert go() == 1\n'

/** The only line that the scripted reviewer points at, as it stands in the module under review. */
const reviewed = (text: string) => /return 1 # marker-\d+-/.exec(text)?.[0] ?? ''
const opinion = {
  ...{ id: 'c1', verdict: 'keep', reason: 'r', trigger: 't', severity: 'high', confidence: 'certain' },
  ...{ fix: [], example: '' },
}

const noTest = { imports: [], code: '', exception: '', property: '' }

const shapes: Shape[] = [
  {
    name: 'code-review',
    keepsFirst: true,
    async run(ports, run, marker) {
      const module = { modulePath: 'pkg/mod.py', moduleName: 'pkg.mod', sourceRoot: '' }
      const source = `def go():\n    return 1 # ${marker}\n`
      const options = LaunchOptions.parse({})
      const input = { runId: run.runId, tryNumber: 1, projectId: run.projectId, options, source, ...module }
      const outcome = await codeReview.run({ ...ports, ...fakeAnalysis(), python: fakePython() }, input)
      return { ...outcome, isVerified: outcome.verdict === 'verified' }
    },
    answer(_call, { system, allText }) {
      const flag = { unit: 'u1', line: 2, quote: reviewed(allText), kind: 'model/wrong-result', why: 'w' }
      if (system.includes('for the first time')) return { json: { flags: [flag] } }
      return system.includes('each claim is false')
        ? { json: { answers: [{ id: 'c1', refuted: false, reason: 'r' }] } }
        : { json: { answers: [opinion] } }
    },
  },
  {
    name: 'test-generation',
    keepsFirst: true,
    async run(ports, run, marker) {
      const python = fakePython({ observed, passes: (name) => name !== 'test_bad' })
      const module = { modulePath: 'pkg/mod.py', moduleName: 'pkg.mod', sourceRoot: '' }
      const options = LaunchOptions.parse({})
      const source = `def go():\n    return 1 # ${marker}\n`
      const input = { runId: run.runId, tryNumber: 1, projectId: run.projectId, options, source, ...module }
      const outcome = await testGeneration.run({ ...ports, ...fakeAnalysis(), python }, input)
      return { ...outcome, isVerified: outcome.verdict === 'verified' }
    },
    answer: (call) => {
      const tests = call === 1 ? [test('test_good'), test('test_bad')] : [test('test_good')]
      return { json: { imports: ['from pkg.mod import go'], helpers: '', tests } }
    },
  },
  {
    name: 'bug-prediction',
    keepsFirst: true,
    async run(ports, run, marker) {
      const module = { modulePath: 'pkg/mod.py', moduleName: 'pkg.mod', sourceRoot: '' }
      const source = `def go():\n    return 1 # ${marker}\n`
      const options = LaunchOptions.parse({})
      const input = { runId: run.runId, tryNumber: 1, projectId: run.projectId, options, source, ...module }
      const detect = (file: SourceFile) => [
        fakeDetection(file, 2, { rawConfidence: 0.5, qualifiedName: 'go' }),
      ]
      const outcome = await bugPrediction.run(
        { ...ports, ...fakeAnalysis({ detect }), python: fakePython() },
        input,
      )
      return { ...outcome, isVerified: outcome.verdict === 'verified' }
    },
    answer: (_call, { allText }) =>
      allText.includes('known so far')
        ? { json: { answers: [{ id: 'c1', confidence: 'likely', reason: 'r' }] } }
        : { json: { answers: [{ ...opinion, prevention: 'p', test: noTest }] } },
  },
  {
    name: 'in parts',
    keepsFirst: true,
    run: (ports, run, marker) => runWords(splitStage, ports, run, marker),
    answer: (_call, { allText }) => ({ json: { words: [allText.includes('beta') ? 'beta' : 'alpha'] } }),
  },
  {
    name: 'repairs',
    keepsFirst: false,
    run: (ports, run, marker) => runWords(repairStage, ports, run, marker),
    answer: (call) => ({ json: { words: [call === 1 ? 'bad' : 'good'] } }),
  },
]

/** What a run must come to: a passing fault is got over, one that stays leads to the template, with its reason. */
function expectedEnd(fault: FaultCase, position: Position, shape: Shape): Omit<End, 'isVerified'> {
  const isGotOver = fault.isFinal === true ? position === 'second' && shape.keepsFirst : position !== 'every'
  return isGotOver ? { source: 'model', reason: null } : { source: 'template', reason: fault.reason }
}

let standIn: StandIn
let closedPort: number
const scenarios = new Map<string, (request: ModelRequest) => Reply>()

beforeAll(async () => {
  standIn = await startStandIn()
  const reply = (request: ModelRequest): Reply => {
    const marker = /marker-\d+-/.exec(request.allText)?.[0] ?? ''
    return scenarios.get(marker)?.(request) ?? { fault: { kind: 'status', status: 418 } }
  }
  standIn.script({ rules: [{ reply }] })
  const closing = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closing.once('listening', resolve))
  closedPort = (closing.address() as AddressInfo).port
  await new Promise((resolve) => closing.close(resolve))
})
afterAll(() => standIn.close())

/** Plays one scenario with a team and a provider of its own. */
async function play(number: number, fault: FaultCase, position: Position, shape: Shape): Promise<End> {
  const marker = `marker-${number}-`
  const { owner } = await seedTeam({ slug: `team-${number}` })
  const provider = { name: 'Stand-in', kind: 'compatible', apiKey: 'stand-in-key', models }
  const { id } = await saveProvider(owner, { ...provider, baseUrl: standIn.url })
  const run = await seedEngineRun(owner, { slug: `run-${number}` })
  const fails = (call: number) => position === 'every' || call === (position === 'first' ? 1 : 2)
  let calls = 0
  scenarios.set(marker, (request) =>
    fails(calls) && fault.reply !== null ? fault.reply : shape.answer(calls, request),
  )
  const ports = makeEnginePorts({
    run,
    options: LaunchOptions.parse({}),
    signal: new AbortController().signal,
    step: async (_name, work) => JSON.parse(JSON.stringify((await work()) ?? null)),
    sleep: async () => {},
    patience: { maxSilenceMs: 600, maxCallMs: 1500 },
  })
  const { model } = ports
  const counted: EnginePorts = {
    ...ports,
    model: {
      ...model,
      async call(call, onAdmitted) {
        calls += 1
        const isRefused = fault.reply === null && fails(calls)
        const baseUrl = isRefused ? `http://127.0.0.1:${closedPort}` : standIn.url
        if (fault.reply === null) await db().provider.update({ where: { id }, data: { baseUrl } })
        return model.call(call, onAdmitted)
      },
    },
  }
  const end = await shape.run(counted, run, marker)
  await spansWritten(run)
  const open = await db().runSpan.count({ where: { runId: run.runId, status: 'running' } })
  expect(open, `${fault.name}, ${position}, ${shape.name}: bars left open`).toBe(0)
  return end
}

describe('the fault matrix', () => {
  it('every fault × first, second, every call × five stages: all runs end verified, for the right reason', async () => {
    const all = FAULT_CASES.flatMap((fault) =>
      positions.flatMap((position) => shapes.map((shape) => ({ fault, position, shape }))),
    )
    const ends: { name: string; text: string; wrong: boolean }[] = []
    let next = 0
    const playOn = async () => {
      for (let index = next++; index < all.length; index = next++) {
        const scenario = all[index]
        if (scenario === undefined) return
        const { fault, position, shape } = scenario
        const end = await play(index, fault, position, shape)
        const wanted = expectedEnd(fault, position, shape)
        const wrong = !end.isVerified || end.source !== wanted.source || end.reason !== wanted.reason
        const text = end.reason === null ? `${end.source}` : `${end.source}: ${end.reason}`
        ends.push({ name: `${fault.name}|${position}|${shape.name}`, text, wrong })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, playOn))
    printTable(new Map(ends.map(({ name, text, wrong }) => [name, wrong ? `${text} (WRONG)` : text])))
    expect(ends).toHaveLength(all.length)
    expect(ends.filter(({ wrong }) => wrong)).toEqual([])
  }, 240_000)
})

describe('a stored answer', () => {
  it('is served whatever the provider does, and nothing is called for it', async () => {
    const stage = wordsStage(withVariables)
    const step: EnginePorts['step'] = async (_name, work) =>
      JSON.parse(JSON.stringify((await work()) ?? null))
    const options = LaunchOptions.parse({})
    const sourcesOf = async (fault: FaultCase, index: number) => {
      const marker = `marker-${80_000 + index}-`
      const { owner } = await seedTeam({ slug: `stored-${index}` })
      const provider = { name: 'Stand-in', kind: 'compatible', apiKey: 'stand-in-key', models }
      const { id } = await saveProvider(owner, { ...provider, baseUrl: standIn.url })
      let calls = 0
      const answer = async (reply: Reply) => {
        scenarios.set(marker, () => {
          calls += 1
          return reply
        })
        const run = await seedEngineRun(owner, { slug: `stored-${index}-${calls}` })
        const { signal } = new AbortController()
        const ports = makeEnginePorts({ run, options, signal, step, sleep: async () => {} })
        return runWords(stage, ports, run, marker)
      }
      const first = await answer({ json: { words: ['one'] } })
      const baseUrl = `http://127.0.0.1:${closedPort}`
      if (fault.reply === null) await db().provider.update({ where: { id }, data: { baseUrl } })
      const second = await answer(fault.reply ?? {})
      return { fault: fault.name, ends: [first, second], calls }
    }
    const model = { source: 'model', reason: null, isVerified: true }
    for (let from = 0; from < FAULT_CASES.length; from += AT_ONCE) {
      const some = FAULT_CASES.slice(from, from + AT_ONCE)
      const played = await Promise.all(some.map((fault, place) => sourcesOf(fault, from + place)))
      expect(played).toEqual(
        some.map(({ name }) => ({ fault: name, ends: [model, { ...model, source: 'cache' }], calls: 1 })),
      )
    }
  }, 60_000)
})

describe('one provider for many runs', () => {
  const RUNS = 12
  /** Time passes for the breaker when somebody waits for it. */
  const sleep = async () => {
    await db().breaker.updateMany({ where: { state: 'open' }, data: { probeAt: new Date(0) } })
    forgetLimitStates()
  }

  async function runMany(
    slug: string,
    replyTo: (call: number) => Reply,
  ): Promise<StageResult<WordsOutput>[]> {
    const marker = `marker-${90_000 + slug.length}-`
    const { owner } = await seedTeam({ slug })
    const provider = { name: 'Only', kind: 'compatible', apiKey: 'stand-in-key', models }
    await saveProvider(owner, { ...provider, baseUrl: standIn.url })
    let calls = 0
    scenarios.set(marker, () => {
      calls += 1
      return replyTo(calls)
    })
    const runs = await Promise.all(
      Array.from({ length: RUNS }, (_, index) => seedEngineRun(owner, { slug: `${slug}-${index}` })),
    )
    const options = LaunchOptions.parse({ useCache: false })
    const playOne = (run: RunScope) => {
      const { signal } = new AbortController()
      const step: EnginePorts['step'] = async (_name, work) =>
        JSON.parse(JSON.stringify((await work()) ?? null))
      const ports = makeEnginePorts({ run, options, signal, step, sleep })
      const input = { ...wordsInput({ runId: run.runId, source: marker }), options }
      return generateStage(ports, wordsStage(withVariables), input)
    }
    // Those under way when a breaker opens know nothing of it; the last ones do.
    const first = await Promise.all(runs.slice(0, -2).map(playOne))
    return [...first, ...(await Promise.all(runs.slice(-2).map(playOne)))]
  }
  const reasonsOf = (results: StageResult<WordsOutput>[]) => [...new Set(results.map(({ reason }) => reason))]

  it('names the refused key also once it is asked for no more', async () => {
    const results = await runMany('refused', () => ({ fault: { kind: 'status', status: 401 } }))
    expect(reasonsOf(results)).toEqual(['provider-refused'])
    for (const { reasonText } of results) expect(reasonText).toContain('Enter a valid key')
    expect(results.some(({ reasonText }) => reasonText?.includes('its key is refused'))).toBe(true)
  })

  it('gets over an outage that opened the breaker', async () => {
    const results = await runMany('passing outage', (call) =>
      call <= 8 ? { fault: { kind: 'status', status: 529 } } : { json: { words: ['one'] } },
    )
    expect(reasonsOf(results)).toEqual([null])
  })

  it('ends with the budget’s name when there is no room for the call', async () => {
    const results = await runMany('spent', () => ({ json: { words: ['one'] } }))
    expect(reasonsOf(results)).toEqual([null])
    const run = await db().run.findFirstOrThrow({ where: { project: { slug: 'spent-0' } } })
    const place = { teamId: run.teamId, scope: 'team', scopeId: run.teamId, period: 'month' } as const
    await setBudget(db(), { ...place, limitNanoUsd: 1, createdBy: run.createdBy })
    const scope = { ...run, runId: run.id, userId: run.createdBy, workflow: 'test-generation' as const }
    const { signal } = new AbortController()
    const options = LaunchOptions.parse({ useCache: false })
    const step: EnginePorts['step'] = async (_name, work) => work()
    const ports = makeEnginePorts({ run: scope, options, signal, step, sleep })
    const input = { ...wordsInput({ runId: run.id, tryNumber: 2, source: 'spent' }), options }
    expect(await generateStage(ports, wordsStage(withVariables), input)).toMatchObject({
      source: 'template',
      reason: 'budget',
      reasonText: expect.stringContaining('Raise the budget'),
    })
  })
})

/** One line a fault and position, one column a stage. */
function printTable(texts: Map<string, string>): void {
  const row = (cells: string[]) => `${cells.map((cell) => cell.padEnd(26)).join(' ')}\n`
  process.stdout.write(row(['fault', 'call', ...shapes.map(({ name }) => name)]))
  for (const fault of FAULT_CASES) {
    for (const position of positions) {
      const cells = shapes.map((shape) => texts.get(`${fault.name}|${position}|${shape.name}`) ?? 'lost')
      process.stdout.write(row([fault.name, position, ...cells]))
    }
  }
}
