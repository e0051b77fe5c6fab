// @module-tag promise
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { listBreakers } from '@/lib/llm/limits/list-breakers'
import { saveProvider } from '@/lib/llm/save-provider'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { generateStage } from '@/lib/workflows/generate-stage'
import type { EnginePorts, RecordPort } from '@/lib/workflows/ports'
import { makeEnginePorts } from './make-engine-ports'

const RUNS = 500
const AT_ONCE = 20
const FAILURES_TO_OPEN = 5
const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
const variables = { focus: 'f', module_name: 'm', module_path: 'p', observed: 'o', python_version: '3' }
const stage = wordsStage({ variables: (input) => ({ ...variables, source: input.source }) })
const options = LaunchOptions.parse({ useCache: false })

let standIn: StandIn
let team: SeededTeam

beforeAll(async () => {
  standIn = await startStandIn()
  team = await seedTeam({ slug: 'one' })
})
afterAll(() => standIn.close())

/** Real but for telemetry, which this test does not look at. */
function portsFor(run: RunScope): EnginePorts {
  const nothing = async () => {}
  const record: RecordPort = {
    startSpan: nothing,
    endSpan: nothing,
    check: nothing,
    attempt: nothing,
    attemptOutcome: nothing,
  }
  const step: EnginePorts['step'] = async (_name, work) => JSON.parse(JSON.stringify((await work()) ?? null))
  const { signal } = new AbortController()
  return { ...makeEnginePorts({ run, options, signal, step, sleep: nothing }), record }
}

it('500 runs against a dead provider: a handful of calls, and every run ends with the reason', async () => {
  await saveProvider(team.owner, {
    name: 'Dead',
    kind: 'compatible',
    baseUrl: standIn.url,
    apiKey: 'stand-in-key',
    models,
  })
  standIn.script({ rules: [{ reply: { fault: { kind: 'status', status: 529 } } }] })
  const run = await seedEngineRun(team.owner, { slug: 'dead' })
  const ports = portsFor(run)
  const texts: string[] = []
  let next = 0
  const workOn = async () => {
    while (next < RUNS) {
      next += 1
      const result = await generateStage(
        ports,
        stage,
        wordsInput({ runId: run.runId, part: `${next}`, options }),
      )
      expect(result).toMatchObject({ source: 'template', reason: 'provider-down' })
      texts.push(result.reasonText ?? '')
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, workOn))

  expect(texts).toHaveLength(RUNS)
  // Those already under way when the breaker opens cannot be called back.
  expect(standIn.log.length).toBeLessThanOrEqual(FAILURES_TO_OPEN + AT_ONCE)
  expect(texts.filter((text) => text.startsWith('Dead: left alone after'))).not.toHaveLength(0)
  expect(await db().rateTake.count({ where: { isAdmitted: false } })).toBe(0)
  // On a busy machine the runs outlast the first pause, and a probe fails too.
  const [breaker, ...more] = await listBreakers(team.viewer)
  expect(breaker).toMatchObject({ providerName: 'Dead', model: models.capable, state: 'open' })
  expect(breaker?.failures).toBeGreaterThanOrEqual(FAILURES_TO_OPEN)
  expect(more).toEqual([])
}, 120_000)

it('with a second provider all runs are made there', async () => {
  const second = await startStandIn()
  second.script({ rules: [{ reply: { json: { words: ['one'] } } }] })
  await saveProvider(team.owner, {
    name: 'Alive',
    kind: 'compatible',
    baseUrl: second.url,
    apiKey: 'stand-in-key',
    models,
  })
  const before = standIn.log.length
  const run = await seedEngineRun(team.owner, { slug: 'alive' })
  const ports = portsFor(run)
  const results = await Promise.all(
    ['a', 'b', 'c'].map((part) =>
      generateStage(ports, stage, wordsInput({ runId: run.runId, part, options })),
    ),
  )
  for (const result of results) expect(result.source).toBe('model')
  expect(standIn.log.length - before).toBeLessThanOrEqual(1)
  const attempts = await db().attempt.findMany({ where: { runId: run.runId, provider: 'Alive' } })
  expect(attempts).toHaveLength(3)
  expect(attempts[0]?.tierReason).toMatch(/; Dead failed: .*; next provider$/)
  await second.close()
})
