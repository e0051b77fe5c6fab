// @module-tag promise
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import { noUsage } from '@/lib/domain/attempt'
import { ModelLimits, ProviderLimits } from '@/lib/domain/provider-settings'
import { type Admitted, admitCall, type NotAdmitted } from './admit-call'
import { learnFromHeaders, learnFromRefusal } from './learn-limits'
import { bindingRates } from './learned-limits'
import { forgetLimitStates, readLimitState } from './limit-state'
import { countCall } from './recent-calls'

const noSettings = ModelLimits.parse({})
const told = { requestsPerMinute: 1000, tokensPerMinute: 50_000 }
let models = 0
let key = { providerId: 'p', model: 'm' }

/** What binds after so many minutes. */
async function ratesAfter(minutes = 0, settings = noSettings) {
  const updatedAt = new Date(Date.now() - minutes * 60_000)
  await db().modelRateLimit.updateMany({ where: key, data: { updatedAt } })
  forgetLimitStates()
  return bindingRates(settings, await readLimitState(key))
}

/** This process makes so many calls. */
function call(count: number): void {
  for (let made = 0; made < count; made += 1) countCall(key)
}

/** So many calls at once. */
async function ask(count: number, maxTokens = 100): Promise<(Admitted | NotAdmitted)[]> {
  const provider = { id: key.providerId, limits: ProviderLimits.parse({}) }
  const prompt = { stage: 's', promptBytes: 100, mostInputTokens: () => 100 }
  const shared = { teamId: 't', model: key.model, provider, isInteractive: true, ...prompt }
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      admitCall({ ...shared, attemptId: `${key.model}-${index}-${performance.now()}`, maxTokens }),
    ),
  )
}

/** So many calls at once, all let through. */
async function admit(count: number, maxTokens?: number): Promise<Admitted[]> {
  const verdicts = await ask(count, maxTokens)
  return verdicts.map((verdict) => {
    if (!verdict.admitted) throw new Error(verdict.text)
    return verdict
  })
}

async function refuse(admission: Admitted | undefined): Promise<void> {
  const nothing = { errorText: null, retryAfterMs: null, usage: noUsage, stopReason: null }
  await admission?.close({ outcome: 'rate-limited', ...nothing })
}

function useAnotherModel(): void {
  models += 1
  key = { providerId: 'p', model: `model-${models}` }
}
beforeEach(useAnotherModel)

describe('limits learned from a provider', () => {
  it('are those of its headers, and of settings the lower', async () => {
    expect(await ratesAfter()).toEqual({ requestsPerMinute: null, tokensPerMinute: null })
    await learnFromHeaders(key, told)
    expect(await ratesAfter()).toEqual(told)
    const settings = ModelLimits.parse({ requestsPerMinute: 60, tokensPerMinute: 80_000 })
    expect(await ratesAfter(0, settings)).toEqual({ requestsPerMinute: 60, tokensPerMinute: 50_000 })
    await learnFromHeaders(key, { requestsPerMinute: 500, tokensPerMinute: 50_000 })
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 500 })
  })

  it('step down at a refusal, once for all that were under way, never below half of what the headers say', async () => {
    await learnFromHeaders(key, told)
    call(900)
    await learnFromRefusal(key, 1000)
    await learnFromRefusal(key, 1000)
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 720 })
    useAnotherModel()
    await learnFromHeaders(key, told)
    call(3)
    await learnFromRefusal(key, 1000)
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 500 })
  })

  it('grow back by a quarter a minute, until the headers hold again', async () => {
    await learnFromHeaders(key, told)
    call(800)
    await learnFromRefusal(key, 1000)
    await learnFromHeaders(key, told)
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 640 })
    expect(await ratesAfter(1)).toMatchObject({ requestsPerMinute: 800 })
    expect(await ratesAfter(3)).toMatchObject({ requestsPerMinute: 1250 })
    await learnFromHeaders(key, told)
    expect(await ratesAfter()).toEqual(told)
  })

  it('are guessed where no header tells them, and forgotten again', async () => {
    call(50)
    await learnFromRefusal(key, null)
    expect(await ratesAfter()).toEqual({ requestsPerMinute: 40, tokensPerMinute: null })
    expect(await ratesAfter(10)).toEqual({ requestsPerMinute: null, tokensPerMinute: null })
  })
})

describe('a burst that is refused where no limit is known', () => {
  it('teaches four fifths of the burst, whichever of its calls ends first', async () => {
    const admissions = await admit(20)
    await Promise.all(admissions.map(refuse))
    expect(await ratesAfter()).toEqual({ requestsPerMinute: 16, tokensPerMinute: null })
  })

  it('teaches never less than 5, however few calls it was', async () => {
    const [only] = await admit(1)
    await refuse(only)
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 5 })
  })

  it('adds up what several processes called, but not once their guess is in use', async () => {
    const ofAnotherProcess = { ...key, requestsPerMinute: 24, source: 'refusals' }
    await db().modelRateLimit.create({ data: { ...ofAnotherProcess, updatedAt: new Date() } })
    call(20)
    await learnFromRefusal(key, null)
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 40 })
    useAnotherModel()
    const longAgo = new Date(Date.now() - 15_000)
    await db().modelRateLimit.create({ data: { ...ofAnotherProcess, ...key, updatedAt: longAgo } })
    call(20)
    await learnFromRefusal(key, null)
    expect((await readLimitState(key)).requestsPerMinute).toBe(24)
  })

  it('is followed by a step of a fifth when the guess is kept and refused too', async () => {
    const updatedAt = new Date(Date.now() - 30_000)
    await db().modelRateLimit.create({
      data: { ...key, requestsPerMinute: 16, source: 'refusals', updatedAt },
    })
    call(20)
    // It has grown to 17, and more than that was asked for.
    await learnFromRefusal(key, 17)
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 13 })
  })
})

describe('tokens of calls that are let through', () => {
  const cut = {
    outcome: 'max-tokens',
    stopReason: 'max_tokens',
    errorText: null,
    retryAfterMs: null,
  } as const
  const rateLimits = {
    'tokens-limit': '50000',
    'input-tokens-limit': '40000',
    'output-tokens-limit': '10000',
  }

  it('keep the limit of output, whatever is left of the limit for both', async () => {
    const [first] = await admit(1, 3000)
    const usage = { ...noUsage, inputTokens: 10, outputTokens: 1000 }
    await first?.close({ ...cut, usage, rateLimits })
    await db().rateTake.deleteMany()
    const verdicts = await ask(16, 3000)
    expect(verdicts.filter(({ admitted }) => admitted)).toHaveLength(3)
  })

  it('are learned from answers that were cut, too', async () => {
    const usage = { ...noUsage, inputTokens: 80, outputTokens: 900 }
    for (const admission of await admit(10, 3000)) await admission.close({ ...cut, usage, rateLimits })
    await db().rateTake.deleteMany()
    await admit(1, 3000)
    expect(await db().rateTake.findMany()).toMatchObject([{ tokens: 900 }])
  })
})
