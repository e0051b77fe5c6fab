import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { recountCost } from '@/e2e/recount-cost'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { costOf } from '@/lib/prices/cost-of'
import { PRICE_LIST } from '@/lib/prices/price-list'
import { makeProviderAccess } from '@/lib/testing/make-provider-access'
import { type CallRequest, type CallResult, callAnthropic } from '../call-anthropic'
import { openClient } from '../clients/open-client'
import type { ProviderAccess } from '../provider-access'
import { SendGate } from '../send-gate'
import { planCaching } from './plan-caching'

let standIn: StandIn
let provider: ProviderAccess
const model = 'claude-sonnet-5-5'

beforeAll(async () => {
  standIn = await startStandIn()
  provider = makeProviderAccess(standIn.url)
})
beforeEach(() => standIn.script({ rules: [{ reply: { json: { answer: 'x'.repeat(100) } } }] }))
afterAll(() => standIn.close())

const usual: CallRequest = {
  model,
  system: 'You write tests.',
  messages: [{ role: 'user', text: 'def f(): pass' }],
  outputSchema: { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'] },
  maxTokens: 2000,
}

function ask(given: Partial<CallRequest>, gate?: SendGate): Promise<CallResult> {
  const { signal } = new AbortController()
  return callAnthropic(provider, { ...usual, ...given }, signal, undefined, gate?.opened)
}

const costs = (results: CallResult[]) =>
  results.reduce((sum, { usage }) => sum + costOf(PRICE_LIST, usage, model, new Date()).costNanoUsd, 0)

it('a second run reads the system prompt that the first has written, and the cost is the recount', async () => {
  const system = 'A rule of the house. '.repeat(300)
  const first = await ask({ system })
  const second = await ask({ system, messages: [{ role: 'user', text: 'def g(): return 1' }] })
  const written = first.usage.cacheWrite5mTokens
  expect(written).toBe(Math.ceil(system.length / 4))
  expect(second.usage).toMatchObject({ cacheReadTokens: written, cacheWrite5mTokens: 0 })
  expect(costs([first, second])).toBe(recountCost(standIn.log))
})

it('a repair reads what came before it, a second repair all of the conversation so far', async () => {
  const system = 'Another rule of the house. '.repeat(300)
  const user = { role: 'user' as const, text: 'def h(): return 2\n'.repeat(300) }
  const repair = (failure: string): CallRequest['messages'] => [
    user,
    { role: 'assistant', text: '{"answer":"x"}' },
    { role: 'user', text: failure },
  ]
  const results = [
    await ask({ system, messages: [user] }),
    await ask({ system, messages: repair('It failed.') }),
    await ask({ system, messages: repair('It failed again.') }),
  ]
  const [systemTokens, userTokens] = [Math.ceil(system.length / 4), Math.ceil(user.text.length / 4)]
  expect(results.map(({ usage }) => [usage.cacheReadTokens, usage.cacheWrite5mTokens])).toEqual([
    [0, systemTokens],
    [systemTokens, userTokens],
    [systemTokens + userTokens, 0],
  ])
  expect(costs(results)).toBe(recountCost(standIn.log))
})

it('where the length alone does not tell, the provider counts, once for a text', async () => {
  // Of 1,800 characters: 450 tokens of the stand-in, below the 512 that this model needs.
  const short = await ask({ system: 'tell me '.repeat(225) })
  expect(short.usage.cacheWrite5mTokens).toBe(0)
  expect(short.usage.inputTokens).toBeGreaterThan(450)
  const long = await ask({ system: 'tell me '.repeat(300) })
  expect(long.usage.cacheWrite5mTokens).toBe(600)
  const before = standIn.countedPrompts()
  await ask({ system: 'tell me '.repeat(300) })
  expect(standIn.countedPrompts()).toBe(before)
  const old = await ask({ system: 'tell me '.repeat(300), model: 'claude-haiku-4-5' })
  expect(old.usage.cacheWrite5mTokens, 'this model needs 4,096').toBe(0)
})

it('a call that is not let counts no tokens, and says nothing of whether its provider can', async () => {
  const system = 'hold me '.repeat(225)
  const before = standIn.countedPrompts()
  const refused = new SendGate()
  refused.refuse()
  expect((await ask({ system }, refused)).outcome).not.toBe('ok')
  expect(standIn.countedPrompts()).toBe(before)
  // By its characters alone it would be long enough.
  expect((await ask({ system })).usage.cacheWrite5mTokens).toBe(0)
  expect(standIn.countedPrompts()).toBe(before + 1)
})

it('calls that are not let are no uses of a prefix', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const client = await openClient(provider, 1000)
  const request = { ...usual, system: 'A rule of a slow house. '.repeat(300) }
  const refused = new SendGate()
  refused.refuse()
  for (let use = 0; use < 5; use++) {
    await planCaching(client, provider, request)
    for (let call = 0; call < 3; call++) {
      vi.setSystemTime(Date.now() + 1000)
      await planCaching(client, provider, request, refused.opened)
    }
    vi.setSystemTime(Date.now() + 10 * 60_000)
  }
  expect((await planCaching(client, provider, request)).system).toBe('1h')
  vi.useRealTimers()
})

it('keeps a prefix for an hour when asked to, at its own price', async () => {
  const system = 'A rule for long batches. '.repeat(300)
  const first = await ask({ system, cacheTtl: '1h' })
  expect(first.usage).toMatchObject({
    cacheWrite1hTokens: Math.ceil(system.length / 4),
    cacheWrite5mTokens: 0,
  })
  const second = await ask({ system, cacheTtl: '1h' })
  expect(second.usage.cacheReadTokens).toBe(first.usage.cacheWrite1hTokens)
  expect(costs([first, second])).toBe(recountCost(standIn.log))
})

it('asks for the effort of the tier, and thoughts are paid as output', async () => {
  provider = makeProviderAccess(standIn.url, { settings: { effort: { capable: 'low' } } })
  standIn.script({ rules: [{ reply: { json: { answer: 'y' }, thinkingTokens: 700 } }] })
  const thought = await ask({ tier: 'capable' })
  await ask({ tier: 'premium' })
  expect(standIn.log.map(({ effort }) => effort)).toEqual(['low', null])
  expect(thought.usage.outputTokens).toBeGreaterThan(700)
  expect(costs([thought, thought])).toBe(recountCost(standIn.log))
})
