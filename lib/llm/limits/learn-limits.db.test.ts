import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import { ModelLimits } from '@/lib/domain/provider-settings'
import { learnFromHeaders, learnFromRefusal } from './learn-limits'
import { bindingRates } from './learned-limits'
import { forgetLimitStates, readLimitState } from './limit-state'

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
    await learnFromRefusal(key, 900)
    await learnFromRefusal(key, 100)
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 720 })
    useAnotherModel()
    await learnFromHeaders(key, told)
    await learnFromRefusal(key, 3)
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 500 })
  })

  it('grow back by a quarter a minute, until the headers hold again', async () => {
    await learnFromHeaders(key, told)
    await learnFromRefusal(key, 800)
    await learnFromHeaders(key, told)
    expect(await ratesAfter()).toMatchObject({ requestsPerMinute: 640 })
    expect(await ratesAfter(1)).toMatchObject({ requestsPerMinute: 800 })
    expect(await ratesAfter(3)).toMatchObject({ requestsPerMinute: 1250 })
    await learnFromHeaders(key, told)
    expect(await ratesAfter()).toEqual(told)
  })

  it('are guessed where no header tells them, and forgotten again', async () => {
    await learnFromRefusal(key, 50)
    expect(await ratesAfter()).toEqual({ requestsPerMinute: 40, tokensPerMinute: null })
    expect(await ratesAfter(10)).toEqual({ requestsPerMinute: null, tokensPerMinute: null })
  })
})
