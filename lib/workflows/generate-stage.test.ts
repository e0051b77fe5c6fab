import { describe, expect, it } from 'vitest'
import { LaunchOptions } from '@/lib/domain/launch'
import type { AttemptOutcome, TemplateReason } from '@/lib/domain/words'
import { type FakeAnswer, type FakeOptions, FakeWorld, fakePorts } from '@/lib/testing/fake-ports'
import { type WordsInput, wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import { generateStage } from './generate-stage'

const good = { json: { words: ['one', 'two'] } }
const allBad = { json: { words: ['bad1'] } }
const mixed = { json: { words: ['one', 'bad2'] } }

async function run(options: FakeOptions, input: Partial<WordsInput> = {}, stage = wordsStage()) {
  const { ports, world } = fakePorts(options)
  const given = wordsInput(input)
  const result = await generateStage(ports, stage, given)
  return { result, world, input: given }
}

describe('the model path', () => {
  it('hands back what passed, stores it, and records the attempt and its spans', async () => {
    const { result, world } = await run({ answers: [good] })
    expect(result).toMatchObject({
      source: 'model',
      output: { words: ['one', 'two'] },
      reason: null,
      promptVersion: 'test-generation/generate.v1',
    })
    expect(result.checks.map((check) => check.outcome)).toEqual(['passed'])
    expect(world.cache.size).toBe(1)
    expect([...world.spans.values()].map((span) => [span.kind, span.end?.status])).toEqual([
      ['policy', 'ok'],
      ['cache', 'skipped'],
      ['model', 'ok'],
      ['check', 'ok'],
    ])
    expect([...world.attempts.values()]).toEqual(result.attempts)
    expect(world.calls[0]).toMatchObject({
      tier: 'capable',
      tierReason: 'chosen at launch',
      repairRound: 0,
      cacheMissReason: 'first-time',
      messages: [{ role: 'user', text: 'Module:\none two' }],
    })
  })

  it('shows a failing answer and its real failure to the same model', async () => {
    const { result, world } = await run({ answers: [allBad, good] })
    expect(result.source).toBe('model')
    expect(world.calls[1]).toMatchObject({ tier: 'capable', repairRound: 1 })
    expect(world.calls[1]?.messages.slice(1)).toEqual([
      { role: 'assistant', text: '{"words":["bad1"]}' },
      { role: 'user', text: 'It failed:\n1 bad words\nin detail' },
    ])
    expect(result.attempts.map((attempt) => attempt.outcome)).toEqual(['invalid-output', 'ok'])
    expect([...world.attempts.values()].map((attempt) => attempt.outcome)).toEqual(['invalid-output', 'ok'])
    expect(result.attempts[0]?.errorText).toBe('1 bad words in detail')
    expect(result.notes).toEqual([
      'Took 2 model calls. Of the earlier ones: the answer did not pass its checks.',
    ])
  })

  it('keeps the good parts when repairs do not help, without climbing further', async () => {
    const { result, world } = await run({ answers: [mixed, { json: { words: ['three', 'bad'] } }] })
    expect(result).toMatchObject({ source: 'model', output: { words: ['one', 'three'] } })
    expect(world.calls.map((call) => call.tier)).toEqual(['capable', 'capable'])
    expect([...world.cache.values()][0]?.value).toMatchObject({ output: { words: ['one', 'three'] } })
  })

  it('climbs when nothing passes, carrying the failure, and says why', async () => {
    const { result, world } = await run({ answers: [allBad, allBad, good] })
    expect(result.source).toBe('model')
    expect(world.calls[2]).toMatchObject({
      tier: 'premium',
      tierReason: 'capable failed: the answer did not pass its checks',
      repairRound: 0,
    })
    expect(world.calls[2]?.messages).toHaveLength(3)
  })

  it('does not pay for rounds that bring the same fault back', async () => {
    const options = LaunchOptions.parse({ startTier: 'cheap' })
    const stage = wordsStage({ maxRepairRounds: 2 })
    const { world, result } = await run({ answers: [allBad] }, { options }, stage)
    expect(world.calls.map((call) => call.tier)).toEqual(['cheap', 'cheap', 'capable', 'premium'])
    expect(result).toMatchObject({ source: 'template', reason: 'invalid-output' })

    const others = [1, 2, 3].map((count) => ({ json: { words: Array<string>(count).fill('bad') } }))
    const different = await run({ answers: [...others, good] }, { options }, stage)
    expect(different.world.calls.map((call) => call.tier)).toEqual(['cheap', 'cheap', 'cheap', 'capable'])
  })

  it('never climbs above the ceiling, which also lowers the start', async () => {
    const options = LaunchOptions.parse({ startTier: 'premium', ceilingTier: 'cheap' })
    const { result, world } = await run({ answers: [allBad] }, { options })
    expect(world.calls.map((call) => call.tier)).toEqual(['cheap', 'cheap'])
    expect(world.calls[0]?.tierReason).toContain("lowered to the launch's ceiling")
    expect(result).toMatchObject({ source: 'template', reason: 'invalid-output' })
  })

  it.each([
    { name: 'no JSON', text: 'Sure! Here are the tests', problem: 'not JSON' },
    { name: 'another form', text: '{"words":"one"}', problem: 'words: Invalid input' },
  ])('repairs $name', async ({ text, problem }) => {
    const { result, world } = await run({ answers: [{ text }, good] })
    expect(result.source).toBe('model')
    expect(result.attempts[0]?.outcome).toBe('schema-mismatch')
    expect(world.calls[1]?.messages.at(-1)?.text).toContain(problem)
  })

  it.each<[string, FakeAnswer]>([
    ['not JSON', { text: 'Sure!' }],
    ['empty', { outcome: 'empty' }],
  ])('asks for an answer that is %s once more, then the next tier', async (_name, unread) => {
    const stage = wordsStage({ maxRepairRounds: 3 })
    const { world } = await run({ answers: [unread, unread, good] }, {}, stage)
    expect(world.calls.map((call) => call.tier)).toEqual(['capable', 'capable', 'premium'])
  })

  it('accepts JSON in a Markdown fence', async () => {
    const { result } = await run({ answers: [{ text: '```json\n{"words":["one"]}\n```' }] })
    expect(result.output).toEqual({ words: ['one'] })
  })

  it('asks the next tier after a refusal', async () => {
    const { result, world } = await run({ answers: [{ outcome: 'refusal' }, good] })
    expect(world.calls.map((call) => call.tier)).toEqual(['capable', 'premium'])
    expect(result.source).toBe('model')
  })

  it('repeats after an empty answer', async () => {
    const { world } = await run({ answers: [{ outcome: 'empty' }, good] })
    expect(world.calls.map((call) => call.messages.length)).toEqual([1, 1])
  })

  it('allows a longer answer once when the first was cut at max_tokens', async () => {
    const { result, world } = await run({ answers: [{ outcome: 'max-tokens', text: '{"words":["on' }, good] })
    expect(world.calls.map((call) => call.maxTokens)).toEqual([1000, 2000])
    expect(result.attempts[0]?.outcome).toBe('max-tokens')
    expect(result.source).toBe('model')
  })

  it('counts the secrets that were masked', async () => {
    const { result } = await run({
      answers: [
        { ...allBad, secretsMasked: 2 },
        { ...good, secretsMasked: 1 },
      ],
    })
    expect(result.secretsMasked).toBe(2)
  })
})

const passing: AttemptOutcome[] = [
  'rate-limited',
  'overloaded',
  'server-error',
  'timeout',
  'connection',
  'cut-stream',
  'malformed-stream',
]

describe('faults of the provider', () => {
  it.each(passing)('waits out %s and calls again', async (outcome) => {
    const { result, world } = await run({ answers: [{ outcome }, good] })
    expect(result.source).toBe('model')
    expect(world.sleeps).toHaveLength(1)
    const wait = [...world.spans.values()].find((span) => span.kind === 'wait')
    expect(wait?.label).toMatch(/^Waiting 1 s: /)
    expect(wait?.end?.status).toBe('ok')
  })

  it('obeys retry-after, with jitter', async () => {
    const { result, world } = await run({
      answers: [{ outcome: 'rate-limited', retryAfterMs: 60_000 }, good],
    })
    expect(world.sleeps[0]).toBeGreaterThanOrEqual(60_000)
    expect(world.sleeps[0]).toBeLessThanOrEqual(75_000)
    expect(result.source).toBe('model')
  })

  it('uses the template at once when it is asked to wait for more than two minutes', async () => {
    const { result, world } = await run({ answers: [{ outcome: 'rate-limited', retryAfterMs: 121_000 }] })
    expect(world.sleeps).toHaveLength(0)
    expect(result).toMatchObject({ source: 'template', reason: 'provider-down' })
    expect(result.reasonText).toContain('Fake: rate limited')
  })

  it.each(passing)('uses the template after three waits for %s', async (outcome) => {
    const { result, world } = await run({ answers: [{ outcome, errorText: 'why' }] })
    expect(world.calls).toHaveLength(4)
    expect(world.sleeps).toHaveLength(3)
    expect(result).toMatchObject({
      source: 'template',
      reason: 'provider-down',
      output: { words: ['template'] },
    })
    expect(result.reasonText).toContain('(why)')
  })

  it('asks twice, not four times, where the connection itself is refused', async () => {
    const errorText = 'Connection error. (connect ECONNREFUSED 127.0.0.1:9)'
    const { result, world } = await run({ answers: [{ outcome: 'connection', errorText }] })
    expect(world.calls).toHaveLength(2)
    expect(world.sleeps).toHaveLength(1)
    expect(result).toMatchObject({ source: 'template', reason: 'provider-down' })
  })

  it.each<[AttemptOutcome, TemplateReason, string]>([
    ['invalid-key', 'provider-refused', 'Settings → Providers'],
    ['bad-request', 'provider-refused', 'refused the request'],
    ['budget', 'budget', 'Raise the budget'],
  ])('stops at once at %s', async (outcome, reason, text) => {
    const { result, world } = await run({ answers: [{ outcome, costNanoUsd: 0 }] })
    expect(world.calls).toHaveLength(1)
    expect(result).toMatchObject({ source: 'template', reason })
    expect(result.reasonText).toContain(text)
  })

  it('says what helps where the code is too large for every model: not to ask again', async () => {
    const { result } = await run({ answers: [{ outcome: 'context-too-large', errorText: '400: too long' }] })
    expect(result).toMatchObject({ source: 'template', reason: 'invalid-output' })
    expect(result.reasonText).toContain(
      'too large for the model (400: too long). Cut the module into smaller',
    )
  })

  it('keeps what an earlier answer left when the provider fails during the repair', async () => {
    const { result } = await run({ answers: [mixed, { outcome: 'invalid-key' }] })
    expect(result).toMatchObject({ source: 'model', output: { words: ['one'] }, reason: null })
  })
})

describe('a cancel', () => {
  it('ends the bar of what it broke off as skipped, not as failed', async () => {
    const cancel = new AbortController()
    const breakOff = (): never => {
      cancel.abort()
      throw new Error('the run was cancelled')
    }
    const skipped = { status: 'skipped', detail: 'the run was cancelled' }
    const { ports, world } = fakePorts({ signal: cancel.signal })
    ports.model.call = async (_call, onAdmitted) => onAdmitted().then(breakOff)
    await expect(generateStage(ports, wordsStage(), wordsInput())).rejects.toThrow('cancelled')
    expect([...world.spans.values()].at(-1)).toMatchObject({ kind: 'model', end: skipped })

    const waiting = new FakeWorld()
    waiting.flight = async () => breakOff()
    await expect(run({ world: waiting, signal: cancel.signal })).rejects.toThrow('cancelled')
    expect([...waiting.spans.values()].at(1)).toMatchObject({ kind: 'cache', end: skipped })
  })
})

describe('the template path', () => {
  it.each<TemplateReason>(['no-provider', 'opted-out', 'policy'])('calls no model: %s', async (reason) => {
    const { result, world } = await run({ permission: { allowed: false, reason, text: `because ${reason}` } })
    expect(result).toMatchObject({
      source: 'template',
      reason,
      reasonText: `because ${reason}`,
      promptVersion: null,
    })
    expect(world.calls).toHaveLength(0)
    expect([...world.attempts.values()]).toMatchObject([
      { source: 'template', outcome: 'ok', costNanoUsd: 0 },
    ])
    expect([...world.spans.values()].map((span) => span.kind)).toEqual(['policy', 'template'])
  })

  it('says so when the template has nothing either', async () => {
    const stage = wordsStage({
      template: async () => ({ output: null, checks: [], notes: ['nothing testable'] }),
    })
    const { result } = await run({ answers: [{ outcome: 'refusal' }] }, {}, stage)
    expect(result).toMatchObject({
      source: 'template',
      output: null,
      reason: 'invalid-output',
      notes: ['nothing testable'],
    })
    expect(result.attempts.at(-1)).toMatchObject({ source: 'template', outcome: 'empty' })
  })
})

describe('the cache', () => {
  it('serves the second run after checking again, for nothing', async () => {
    const { world } = await run({ answers: [good] })
    const second = await run({ world, answers: [] }, { runId: 'run2' })
    expect(second.result).toMatchObject({ source: 'cache', output: { words: ['one', 'two'] }, reason: null })
    expect(second.input.ran.check).toBe(1)
    expect(second.result.attempts).toMatchObject([
      { source: 'cache', cacheHit: true, costNanoUsd: 0, outcome: 'ok' },
    ])
    expect(world.calls).toHaveLength(1)
  })

  it('names the model and provider that made it', async () => {
    const climbed = (call: { tier: string }) =>
      call.tier === 'premium' ? good : { outcome: 'refusal' as const }
    const { world } = await run({ answers: climbed })
    const { result } = await run({ world }, { runId: 'run2' })
    expect(result.attempts).toMatchObject([{ source: 'cache', model: 'model-premium', provider: 'Fake' }])
  })

  it('goes to the model when the hit no longer passes, and says why', async () => {
    const { world } = await run({ answers: [good] })
    const stage = wordsStage({
      check: async (_ports, input) => {
        input.ran.check += 1
        const passed = input.ran.check > 1
        return { passed, kept: null, checks: [], feedback: 'changed', notes: [] }
      },
    })
    const { result } = await run({ world, answers: [good, good] }, { runId: 'run2' }, stage)
    expect(result.source).toBe('model')
    expect(result.attempts).toMatchObject([
      { source: 'cache', cacheHit: false, outcome: 'invalid-output' },
      { source: 'model', cacheMissReason: 'failed-recheck' },
    ])
    // Nobody else is served what failed; whoever makes it anew at that moment is waited for.
    expect(world.refusedKeys.size).toBe(1)
    const cacheBars = [...world.spans.values()].filter(
      (span) => span.id.startsWith('run2') && span.kind === 'cache',
    )
    expect(cacheBars.map((span) => span.end?.detail)).toEqual(['hit (memory)', 'miss: failed recheck'])
  })

  it('pays for nothing where nothing can be executed: a hit is served, an answer is kept as it is and not stored', async () => {
    const unexecuted = wordsStage({
      maxRepairRounds: 2,
      check: async () => ({
        ...{ passed: false, kept: null, checks: [], feedback: 'no sandbox', notes: [] },
        notExecuted: true,
      }),
    })
    const first = await run({ answers: [{ json: { words: ['bad'] } }] }, {}, unexecuted)
    expect(first.world.calls).toHaveLength(1)
    expect(first.result).toMatchObject({ source: 'model', output: { words: ['bad'] } })
    expect(first.result.attempts).toMatchObject([{ outcome: 'ok' }])
    expect(first.world.cache.size).toBe(0)

    const { world } = await run({ answers: [good] })
    const again = await run({ world, answers: [good] }, { runId: 'run2' }, unexecuted)
    expect(again.result).toMatchObject({ source: 'cache', attempts: [{ cacheHit: true, outcome: 'ok' }] })
    expect(world.calls).toHaveLength(1)
    expect(world.refusedKeys.size).toBe(0)
  })

  it('is not asked when the launch says so, but still filled', async () => {
    const { world } = await run({ answers: [good] })
    const options = LaunchOptions.parse({ useCache: false })
    const { result } = await run({ world, answers: [good] }, { runId: 'run2', options })
    expect(result.source).toBe('model')
    expect(world.calls).toHaveLength(2)
    expect(world.cache.size).toBe(1)
  })

  it('shows the wait for another run that makes the same result, within the lookup', async () => {
    const other = await run({ answers: [good] })
    const waitsOf = (world: FakeWorld) =>
      [...world.spans.values()]
        .filter((span) => span.kind === 'wait')
        .map(({ parentId, end }) => [parentId, end])
    const served = new FakeWorld()
    served.flight = async () => {
      for (const [key, entry] of other.world.cache) served.cache.set(key, entry)
    }
    const { result, world } = await run({ world: served })
    expect(result.source).toBe('cache')
    const lookup = [...world.spans.values()].find((span) => span.kind === 'cache')
    expect(waitsOf(world)).toEqual([[lookup?.id, { status: 'ok', detail: 'it was served' }]])
    const givenUp = new FakeWorld()
    givenUp.flight = async () => {}
    expect((await run({ world: givenUp, answers: [good] })).result.source).toBe('model')
    expect(waitsOf(givenUp)).toMatchObject([[lookup?.id, { detail: 'it gave none: made here' }]])
    expect(waitsOf(other.world)).toEqual([])
  })

  it('lets others stop waiting when nothing came of it', async () => {
    const { world } = await run({ answers: [{ outcome: 'refusal' }] })
    expect(world.abandoned).toHaveLength(1)
  })
})
