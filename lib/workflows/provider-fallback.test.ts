import { describe, expect, it } from 'vitest'
import type { AttemptOutcome } from '@/lib/domain/words'
import { type FakeAnswer, type FakeOptions, fakePorts } from '@/lib/testing/fake-ports'
import { wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import { generateStage } from './generate-stage'
import type { ModelCall, ModelChoice, ModelPermission } from './ports'

const good: FakeAnswer = { json: { words: ['one'] } }
const choices = (tier: string): ModelChoice[] => [
  { providerId: 'a', providerName: 'Anthropic', model: `a-${tier}` },
  { providerId: 'b', providerName: 'Bedrock', model: `b-${tier}` },
]
const twoProviders: ModelPermission = {
  allowed: true,
  models: { cheap: choices('cheap'), capable: choices('capable'), premium: choices('premium') },
}

const onlyFirst: ModelPermission = {
  allowed: true,
  models: {
    cheap: choices('cheap').slice(0, 1),
    capable: choices('capable').slice(0, 1),
    premium: choices('premium').slice(0, 1),
  },
}

async function run(options: FakeOptions, stage = wordsStage()) {
  const { ports, world } = fakePorts({ permission: twoProviders, ...options })
  const result = await generateStage(ports, stage, wordsInput())
  return { result, world, models: world.calls.map((call) => call.choice.model) }
}

/** Answers by provider: the first fails so, the second is fine. */
const firstFails = (answer: FakeAnswer) => (call: ModelCall) =>
  call.choice.providerId === 'a' ? answer : good

describe('with several providers', () => {
  it.each<AttemptOutcome>(['invalid-key', 'unknown-model', 'bad-request'])(
    'asks the next one at once after %s, and says why',
    async (outcome) => {
      const { result, world, models } = await run({ answers: firstFails({ outcome }) })
      expect(models).toEqual(['a-capable', 'b-capable'])
      expect(world.sleeps).toHaveLength(0)
      expect(result.source).toBe('model')
      expect(world.calls[1]?.tierReason).toMatch(/^chosen at launch; Anthropic failed: .*; next provider$/)
      expect(result.attempts.at(-1)).toMatchObject({ provider: 'Bedrock', outcome: 'ok' })
    },
  )

  it.each<AttemptOutcome>(['overloaded', 'connection', 'timeout', 'malformed-stream', 'server-error'])(
    'waits once at %s, then asks the next one',
    async (outcome) => {
      const { models, world } = await run({ answers: firstFails({ outcome }) })
      expect(models).toEqual(['a-capable', 'a-capable', 'b-capable'])
      expect(world.sleeps).toHaveLength(1)
    },
  )

  it('does not wait where more than a minute is asked for', async () => {
    const answer: FakeAnswer = { outcome: 'rate-limited', retryAfterMs: 90_000 }
    const { models, world } = await run({ answers: firstFails(answer) })
    expect(models).toEqual(['a-capable', 'b-capable'])
    expect(world.sleeps).toHaveLength(0)
  })

  it('stays with the one that works in repairs, and leaves a refused key alone in the next tier', async () => {
    const answers = (call: ModelCall): FakeAnswer => {
      if (call.choice.providerId === 'a') return { outcome: 'invalid-key' }
      return call.tier === 'premium' ? good : { json: { words: ['bad'] } }
    }
    const { models } = await run({ answers })
    expect(models).toEqual(['a-capable', 'b-capable', 'b-capable', 'b-premium'])
  })

  it('asks an overloaded provider’s other model again in the next tier', async () => {
    const answers = (call: ModelCall): FakeAnswer => {
      if (call.choice.model === 'a-capable') return { outcome: 'overloaded' }
      return call.tier === 'premium' ? good : { outcome: 'refusal' }
    }
    const { models } = await run({ answers })
    expect(models).toEqual(['a-capable', 'a-capable', 'b-capable', 'a-premium'])
  })

  it('ends at the template with what each of them said', async () => {
    const answers = (call: ModelCall): FakeAnswer =>
      call.choice.providerId === 'a'
        ? { outcome: 'overloaded', errorText: '529: Overloaded' }
        : { outcome: 'invalid-key', errorText: '401: invalid x-api-key' }
    const { result, models } = await run({ answers })
    expect(models).toEqual(['a-capable', 'a-capable', 'b-capable'])
    expect(result).toMatchObject({ source: 'template', reason: 'provider-down' })
    expect(result.reasonText).toBe(
      'Anthropic: the provider is overloaded (529: Overloaded). ' +
        'Bedrock: the provider refused the key (401: invalid x-api-key). ' +
        'Enter a valid key in Settings → Providers.',
    )
  })

  it('says what the models below had said when the one above is not known', async () => {
    const answers = (call: ModelCall): FakeAnswer =>
      call.tier === 'premium' ? { outcome: 'unknown-model', errorText: '404: x.' } : { outcome: 'refusal' }
    const { result } = await run({ permission: onlyFirst, answers })
    expect(result).toMatchObject({ source: 'template', reason: 'invalid-output' })
    expect(result.reasonText).toBe(
      'The model declined on capable. On premium: Anthropic: the provider does not know the model (404: x). ' +
        'Choose another model in Settings → Providers.',
    )
    const keyless = (call: ModelCall): FakeAnswer =>
      call.tier === 'premium' ? { outcome: 'invalid-key' } : { outcome: 'refusal' }
    expect((await run({ permission: onlyFirst, answers: keyless })).result.reason).toBe('provider-refused')
  })

  it('asks the next tier of the same provider where it does not know the model of one, and says why', async () => {
    const alone = (answers: (call: ModelCall) => FakeAnswer) => run({ permission: onlyFirst, answers })
    const unknown: FakeAnswer = { outcome: 'unknown-model', errorText: '404: x.' }
    const { result, world, models } = await alone((call) => (call.tier === 'capable' ? unknown : good))
    expect(models).toEqual(['a-capable', 'a-premium'])
    expect(result.source).toBe('model')
    expect(world.calls[1]?.tierReason).toBe('capable failed: the provider does not know the model')
    const breaker = { cause: 'breaker', waitMs: null, text: 'it does not know the model' } as const
    const left: FakeAnswer = { notAdmitted: { ...breaker, lastOutcome: 'unknown-model' } }
    const unasked = await alone((call) => (call.tier === 'capable' ? left : good))
    expect(unasked.models).toEqual(['a-premium'])
    expect(unasked.result.source).toBe('model')
    const none = await alone(() => unknown)
    expect(none.models).toEqual(['a-capable', 'a-premium'])
    expect(none.result).toMatchObject({
      source: 'template',
      reason: 'provider-refused',
      reasonText:
        'Anthropic: the provider does not know the model (404: x). Choose another model in Settings → Providers.',
    })
  })

  it('asks no other provider when the budget is used up', async () => {
    const { result, models } = await run({ answers: [{ outcome: 'budget' }] })
    expect(models).toEqual(['a-capable'])
    expect(result).toMatchObject({ source: 'template', reason: 'budget' })
  })
})

const queue = (waitMs: number): FakeAnswer => ({
  notAdmitted: { cause: 'rate', waitMs, text: 'rate limited' },
})
const open: FakeAnswer = { notAdmitted: { cause: 'breaker', waitMs: null, text: 'left alone: overloaded' } }

describe('a call that is not admitted', () => {
  it('is no attempt; it waits in the queue, in one bar, under one id', async () => {
    const { result, world } = await run({ answers: [queue(12_000), queue(900), good] })
    expect(result.source).toBe('model')
    expect(result.attempts).toHaveLength(1)
    expect(world.sleeps).toEqual([12_000, 900])
    const ids = new Set([...world.refused, ...world.calls].map((call) => call.attemptId))
    expect(ids.size).toBe(1)
    const waits = [...world.spans.values()].filter((span) => span.kind === 'wait')
    expect(waits).toMatchObject([
      { label: 'Waiting for its turn: rate limited (Anthropic)', end: { status: 'ok' } },
    ])
  })

  it('goes to the next provider when the queue is long, and gives its place up', async () => {
    const answers = firstFails(queue(31_000))
    const { models, world } = await run({ answers })
    expect(models).toEqual(['b-capable'])
    expect(world.withdrawn).toHaveLength(1)
    expect(world.calls[0]?.tierReason).toContain('Anthropic failed: rate limited; next provider')
  })

  it('waits in a long queue when there is no other provider, but not for ever', async () => {
    const permission = onlyFirst
    const patient = await run({ permission, answers: [queue(3_600_000), good] })
    expect(patient.result.source).toBe('model')
    const { result, world } = await run({ permission, answers: [queue(3_600_000)] })
    expect(world.sleeps).toHaveLength(6)
    expect(result).toMatchObject({ source: 'template', reason: 'provider-down' })
  })

  it('goes to the next provider while a breaker is open, else to the template, with the reason', async () => {
    const past = await run({ answers: firstFails(open) })
    expect(past.models).toEqual(['b-capable'])
    const bars = [...past.world.spans.values()].filter(({ kind }) => kind === 'model')
    expect(bars).toMatchObject([
      {
        label: 'a-capable · capable · Anthropic',
        end: { status: 'skipped', detail: 'not asked: left alone: overloaded' },
      },
      { label: 'b-capable · capable · Bedrock', end: { status: 'ok' } },
    ])
    const { result, world } = await run({ answers: [open] })
    expect(world.calls).toHaveLength(0)
    expect(world.sleeps).toHaveLength(0)
    expect(result).toMatchObject({ source: 'template', reason: 'provider-down' })
    expect(result.reasonText).toBe('Anthropic: left alone: overloaded. Bedrock: left alone: overloaded.')
  })

  it('names what a breaker is open for, and what a person can do', async () => {
    const breaker = { cause: 'breaker', waitMs: null, text: 'left alone after 5 failed calls' } as const
    const refused: FakeAnswer = { notAdmitted: { ...breaker, lastOutcome: 'invalid-key' } }
    const { result } = await run({ permission: onlyFirst, answers: [refused] })
    expect(result.reason).toBe('provider-refused')
    expect(result.reasonText).toBe(
      'Anthropic: left alone after 5 failed calls. Enter a valid key in Settings → Providers.',
    )
    const mixed = firstFails(refused)
    const down: FakeAnswer = { notAdmitted: { ...breaker, lastOutcome: 'timeout' } }
    const both = await run({ answers: (call) => (mixed(call) === good ? down : refused) })
    expect(both.result.reason).toBe('provider-down')
  })

  it('does not say of a provider that was removed that it is down', async () => {
    const gone = { cause: 'provider', waitMs: null, text: 'it was removed or switched off' } as const
    const { result } = await run({ permission: onlyFirst, answers: [{ notAdmitted: gone }] })
    expect(result.reason).toBe('no-provider')
    expect(result.reasonText).toBe(
      'Anthropic: it was removed or switched off. Connect one in Settings → Providers.',
    )
    const closed: FakeAnswer = { notAdmitted: { ...gone, reason: 'policy' } }
    expect((await run({ permission: onlyFirst, answers: [closed] })).result.reason).toBe('policy')
  })

  it('waits out a second of faults without another provider, and minutes for a large launch', async () => {
    const pause = (waitMs: number, lastOutcome: AttemptOutcome): FakeAnswer => ({
      notAdmitted: { cause: 'breaker', waitMs, text: 'left alone', lastOutcome },
    })
    const alone = (answers: FakeAnswer[]) => run({ permission: onlyFirst, answers })
    const bulk = (answers: FakeAnswer[]) => run({ permission: { ...onlyFirst, isBulk: true }, answers })
    expect((await alone([{ outcome: 'overloaded' }, pause(14_000, 'overloaded'), good])).result.source).toBe(
      'model',
    )
    const impatient = await alone([pause(15_000, 'connection')])
    expect(impatient.world.sleeps).toEqual([])
    expect(impatient.result.reasonText).toContain('left alone; not waited for, as a small launch waits only')
    const outage = [15_000, 30_000, 60_000, 120_000, 240_000].map((ms) => pause(ms, 'connection'))
    expect((await bulk([...outage, good])).result.source).toBe('model')
    const tooLong = await bulk([pause(300_000, 'connection')])
    expect(tooLong.world.sleeps).toEqual([])
    expect(tooLong.result.reasonText).toMatch(/not waited for, as 4 min.* is the longest wait of its launch/)
    expect((await bulk([pause(60_000, 'overloaded')])).world.sleeps).toHaveLength(8)
  })

  it('waits for somewhat more than a minute when the only provider asks for it', async () => {
    const asked: FakeAnswer = { outcome: 'rate-limited', retryAfterMs: 61_000 }
    const { result, world } = await run({ permission: onlyFirst, answers: [asked, good] })
    expect(result.source).toBe('model')
    expect(world.sleeps).toHaveLength(1)
    const long: FakeAnswer = { outcome: 'rate-limited', retryAfterMs: 600_000 }
    expect((await run({ permission: onlyFirst, answers: [long, good] })).result.reason).toBe('provider-down')
    const bulk = { ...onlyFirst, isBulk: true }
    expect((await run({ permission: bulk, answers: [long, good] })).result.source).toBe('model')
  })

  it('waits a pause out only without another provider, three times at most', async () => {
    const pause: FakeAnswer = { notAdmitted: { cause: 'breaker', waitMs: 15_000, text: 'rate limited' } }
    const { world, result } = await run({ answers: [pause] })
    expect(world.sleeps).toEqual([15_000, 15_000, 15_000])
    expect(result).toMatchObject({ source: 'template', reason: 'provider-down' })
    expect(result.reasonText).toContain('not waited for again after 3 waits')
  })

  const probe = (waitMs: number): FakeAnswer => ({
    notAdmitted: { cause: 'probe', waitMs, text: 'being tried again now' },
  })

  it('waits for another’s probe as long as a call may take, and counts none of it as a pause', async () => {
    const pause: FakeAnswer = { notAdmitted: { cause: 'breaker', waitMs: 15_000, text: 'rate limited' } }
    const permission = onlyFirst
    const probed = [...Array<FakeAnswer>(20).fill(probe(15_000)), pause, pause, probe(9000), good]
    expect((await run({ permission, answers: probed })).result.source).toBe('model')
    const { result, world } = await run({ permission, answers: [probe(15_000)] })
    expect(world.sleeps).toHaveLength(40)
    expect(result).toMatchObject({ source: 'template', reason: 'provider-down' })
  })

  it('asks another provider rather than wait for a probe', async () => {
    const { models, world } = await run({ answers: firstFails(probe(1000)) })
    expect(models).toEqual(['b-capable'])
    expect(world.sleeps).toHaveLength(0)
  })
})
