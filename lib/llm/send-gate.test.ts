import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { makeProviderAccess } from '@/lib/testing/make-provider-access'
import { callAnthropic } from './call-anthropic'
import { SendGate } from './send-gate'

let standIn: StandIn
const HELD_MS = 150

beforeAll(async () => {
  standIn = await startStandIn()
})
beforeEach(() => standIn.script({ rules: [{ reply: { json: { answer: 'yes' } } }] }))
afterAll(() => standIn.close())

function callThrough(gate: SendGate, signal = new AbortController().signal, maxSilenceMs = 5000) {
  const request = {
    ...{ model: 'claude-sonnet-5-5', system: 'You answer.', maxTokens: 100 },
    messages: [{ role: 'user' as const, text: 'Is it so?' }],
    outputSchema: { type: 'object', additionalProperties: false },
  }
  return callAnthropic(makeProviderAccess(standIn.url), request, signal, maxSilenceMs, gate.opened)
}

test('a request is made ready and leaves when it may, and only from then on time counts', async () => {
  const gate = new SendGate()
  // So short a silence would end a call that counted its wait.
  const calling = callThrough(gate, undefined, HELD_MS - 50)
  await wait(HELD_MS)
  expect(standIn.log).toEqual([])
  const openedAtMs = performance.now()
  gate.open()
  const result = await calling
  expect(result).toMatchObject({ outcome: 'ok', errorText: null })
  expect(result.latencyMs).toBeLessThanOrEqual(Math.ceil(performance.now() - openedAtMs))
  expect(result.sentAtMs).toBeGreaterThanOrEqual(openedAtMs)
  expect(standIn.log).toHaveLength(1)
})

test('nothing of a refused one is sent, also when it is opened afterwards', async () => {
  const gate = new SendGate()
  const calling = callThrough(gate)
  gate.refuse()
  gate.open()
  const result = await calling
  expect(result.outcome).not.toBe('ok')
  expect(result.sentAtMs).toBeUndefined()
  const late = new SendGate()
  late.refuse()
  expect((await callThrough(late)).sentAtMs).toBeUndefined()
  expect(standIn.log).toEqual([])
})

test('one that is cancelled before it may be sent is not', async () => {
  const [gate, cancel] = [new SendGate(), new AbortController()]
  const calling = callThrough(gate, cancel.signal)
  cancel.abort()
  gate.open()
  expect((await calling).outcome).toBe('cancelled')
  expect(standIn.log).toEqual([])
})
