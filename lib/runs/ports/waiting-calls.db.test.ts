// @module-tag promise
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { tellBreaker } from '@/lib/llm/limits/breaker'
import { forgetLimitStates } from '@/lib/llm/limits/limit-state'
import { saveProvider } from '@/lib/llm/save-provider'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { spansWritten } from '@/lib/telemetry/span-writer'
import { wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { generateStage } from '@/lib/workflows/generate-stage'
import type { EnginePorts } from '@/lib/workflows/ports'
import { makeEnginePorts } from './make-engine-ports'

const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
const variables = { focus: 'f', module_name: 'm', module_path: 'p', observed: 'o', python_version: '3' }
const stage = wordsStage({ variables: (input) => ({ ...variables, source: input.source }) })
const options = LaunchOptions.parse({ useCache: false })
/** A second of the engine's waits takes so many milliseconds here. */
const SECOND_MS = 20

let standIn: StandIn
let team: SeededTeam
let providerId: string

beforeAll(async () => {
  standIn = await startStandIn()
  team = await seedTeam({ slug: 'one' })
  const saved = await saveProvider(team.owner, {
    name: 'Slow',
    kind: 'compatible',
    baseUrl: standIn.url,
    apiKey: 'stand-in-key',
    models,
    limits: { requestsPerMinute: 1000 },
  })
  providerId = saved.id
})
afterAll(() => standIn.close())

/** The real ports; waits are slept in scale. */
function portsFor(run: RunScope, signal: AbortSignal): EnginePorts {
  const step: EnginePorts['step'] = async (_name, work) => JSON.parse(JSON.stringify((await work()) ?? null))
  const sleep: EnginePorts['sleep'] = async (_name, ms) => wait((ms / 1000) * SECOND_MS)
  return makeEnginePorts({ run, options, signal, step, sleep })
}

async function execute(run: RunScope, part: string, signal = new AbortController().signal) {
  return generateStage(portsFor(run, signal), stage, wordsInput({ runId: run.runId, part, options }))
}

/** The models are left alone for being overloaded, and the pause is just over. */
async function leaveAlone(): Promise<void> {
  const busy = { isProbe: false, outcome: 'overloaded', errorText: null, retryAfterMs: null } as const
  for (const model of Object.values(models)) {
    for (const attemptId of ['1', '2', '3', '4', '5']) {
      await tellBreaker({ providerId, model }, { attemptId, ...busy })
    }
  }
  await db().breaker.updateMany({ data: { probeAt: new Date() } })
  forgetLimitStates()
}

it('a bulk launch waits for a probe that takes 40 s, and all of its runs are made by the model', async () => {
  await leaveAlone()
  standIn.script({ rules: [{ reply: { json: { words: ['one'] }, latencyMs: 40 * SECOND_MS } }] })
  const run = await seedEngineRun(team.owner, { slug: 'bulk' })
  const parts = Array.from({ length: 24 }, (_, index) => `${index}`)
  const results = await Promise.all(parts.map((part) => execute(run, part)))
  expect(results.map(({ source, reasonText }) => reasonText ?? source)).toEqual(parts.map(() => 'model'))
  expect(standIn.log).toHaveLength(parts.length)
  const [first = 0, second = 0] = standIn.log.map(({ receivedAt }) => Date.parse(receivedAt))
  expect(second - first).toBeGreaterThanOrEqual(40 * SECOND_MS)
}, 60_000)

it('a call that is broken off while it is answered keeps its place in the minute', async () => {
  await db().rateTake.deleteMany()
  standIn.script({ rules: [{ reply: { json: { words: ['one'] }, latencyMs: 30_000 } }] })
  const stop = new AbortController()
  const run = await seedEngineRun(team.owner, { slug: 'stopped' })
  const result = execute(run, 'only', stop.signal)
  await expect.poll(() => standIn.log.length, { timeout: 10_000 }).toBe(1)
  stop.abort()
  await expect(result).rejects.toThrow()
  expect(await db().rateTake.count({ where: { isAdmitted: true } })).toBe(1)
}, 60_000)

it('a call that waits for a free slot has a bar that says so; one that need not wait has none', async () => {
  const { owner } = await seedTeam({ slug: 'narrow' })
  await saveProvider(owner, {
    name: 'Narrow',
    kind: 'compatible',
    baseUrl: standIn.url,
    apiKey: 'stand-in-key',
    models,
    limits: { callsAtOnce: 1 },
  })
  standIn.script({ rules: [{ reply: { json: { words: ['one'] }, latencyMs: 800 } }] })
  const run = await seedEngineRun(owner, { slug: 'narrow' })
  const results = await Promise.all([execute(run, 'a'), execute(run, 'b')])
  expect(results.map(({ source }) => source)).toEqual(['model', 'model'])
  await spansWritten(run)
  const bars = await db().runSpan.findMany({ where: { runId: run.runId, kind: 'wait' } })
  expect(bars).toMatchObject([{ status: 'ok', label: expect.stringContaining('no free slot') }])
  const waitedMs = (bars[0]?.endedAt?.getTime() ?? 0) - (bars[0]?.startedAt.getTime() ?? 0)
  expect(waitedMs).toBeGreaterThan(600)
})
