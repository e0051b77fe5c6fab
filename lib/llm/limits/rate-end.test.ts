// @module-tag promise
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { Reply } from '@/e2e/stand-in/types'
import { makeProviderAccess } from '@/lib/testing/make-provider-access'
import { callAnthropic } from '../call-anthropic'
import { rateEndOf } from './rate-end'

const request = {
  model: 'claude-sonnet-5-5',
  system: 'You write tests.',
  messages: [{ role: 'user' as const, text: 'def add(a, b): return a + b' }],
  outputSchema: { type: 'object' },
  maxTokens: 100,
}
const key = { providerId: 'p', model: request.model }
const answer = { json: { words: ['one', 'two'] }, usage: { inputTokens: 40, outputTokens: 7 } }
let standIn: StandIn

beforeAll(async () => {
  standIn = await startStandIn()
})
afterAll(() => standIn.close())

async function endAt(url: string, { abortAfterMs = 10_000, silenceMs = 300 } = {}) {
  const signal = AbortSignal.timeout(abortAfterMs)
  const before = performance.now()
  const result = await callAnthropic(makeProviderAccess(url), request, signal, silenceMs)
  const end = rateEndOf(key, result)
  if (end.kind === 'unsent') return { outcome: result.outcome, kind: end.kind }
  expect(end.sentAtMs, 'when it was sent').toBeGreaterThan(before)
  return { outcome: result.outcome, kind: end.kind, tokens: end.tokens }
}

it.each<[string, Reply, object]>([
  ['an answer', answer, { outcome: 'ok', kind: 'told', tokens: 47 }],
  [
    'an answer from the prompt cache',
    { ...answer, usage: { ...answer.usage, cacheReadTokens: 900, cacheWrite5mTokens: 3 } },
    { kind: 'told', tokens: 50 },
  ],
  [
    'an answer that was too long',
    { ...answer, stopReason: 'max_tokens' },
    { outcome: 'max-tokens', kind: 'told' },
  ],
  ['a refused key', { fault: { kind: 'status', status: 401 } }, { kind: 'told', tokens: 0 }],
  ['a 429', { fault: { kind: 'status', status: 429 } }, { kind: 'told', tokens: 0 }],
  ['a 529', { fault: { kind: 'status', status: 529 } }, { kind: 'unsure', tokens: 0 }],
  ['a lost connection', { fault: { kind: 'drop' } }, { outcome: 'connection', kind: 'unsure', tokens: 0 }],
  [
    'silence',
    { fault: { kind: 'hang', afterEvents: null } },
    { outcome: 'timeout', kind: 'unsure', tokens: 0 },
  ],
  [
    'a cut stream',
    { ...answer, fault: { kind: 'cut', afterEvents: 3 } },
    { outcome: 'cut-stream', kind: 'unsure' },
  ],
])('after %s the place holds what is known to be used', async (_name, reply, end) => {
  standIn.script({ rules: [{ reply }] })
  expect(await endAt(standIn.url)).toMatchObject(end)
})

it('gives the place back when the connection was refused, and not when it was cancelled on the way', async () => {
  const closing = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closing.once('listening', resolve))
  const { port } = closing.address() as AddressInfo
  await new Promise((resolve) => closing.close(resolve))
  expect(await endAt(`http://127.0.0.1:${port}`)).toEqual({ outcome: 'connection', kind: 'unsent' })
  standIn.script({ rules: [{ reply: { latencyMs: 5000 } }] })
  const cancelled = await endAt(standIn.url, { abortAfterMs: 200, silenceMs: 5000 })
  expect(cancelled).toMatchObject({ outcome: 'cancelled', kind: 'unsure' })
})
