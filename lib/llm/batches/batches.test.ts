import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { makeProviderAccess } from '@/lib/testing/make-provider-access'
import type { CallRequest } from '../call-anthropic'
import type { ProviderAccess } from '../provider-access'
import { createBatch } from './create-batch'
import { customIdOf } from './custom-id'
import { listBatches } from './list-batches'
import { readBatch } from './read-batch'
import { readResults } from './read-results'

let standIn: StandIn
let provider: ProviderAccess
beforeAll(async () => {
  standIn = await startStandIn()
  provider = makeProviderAccess(standIn.url)
})
afterAll(() => standIn.close())

const request = (text: string, model = 'claude-haiku-5-5'): CallRequest => ({
  model,
  system: 'Be brief.',
  messages: [{ role: 'user', text }],
  outputSchema: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] },
  maxTokens: 100,
})
const calls = (texts: Record<string, string>) =>
  Object.entries(texts).map(([attemptId, text]) => ({ attemptId, request: request(text) }))

async function created(given: Parameters<typeof createBatch>[1]): Promise<string> {
  const creation = await createBatch(provider, given)
  if (creation.taken !== 'yes') throw new Error(creation.errorText)
  return creation.providerBatchId
}

async function resultsOf(id: string) {
  const found = new Map<string, unknown>()
  for await (const { customId, result } of readResults(provider, id)) found.set(customId, result)
  return found
}

describe('the batch API, by the real SDK', () => {
  test('takes calls, works on them, and hands out what became of each', async () => {
    standIn.script({
      rules: [
        { match: { contains: 'late' }, reply: { expires: true } },
        { match: { contains: 'broken' }, reply: { fault: { kind: 'status', status: 500 } } },
        { match: { contains: 'declined' }, reply: { text: '', stopReason: 'refusal' } },
        { match: { contains: 'torn' }, reply: { text: 'a\0b' } },
        { match: {}, reply: { json: { word: 'yes' } } },
      ],
    })
    standIn.desk.delayMs = 60_000
    const id = await created([
      ...calls({ a: 'hello', b: 'late', c: 'broken', d: 'declined', f: 'torn' }),
      { attemptId: 'e', request: request('hello', 'no-such-model') },
    ])
    expect(await readBatch(provider, id)).toEqual({ state: 'working' })
    standIn.desk.delayMs = 0
    expect(await readBatch(provider, id)).toEqual({ state: 'ended' })
    const results = await resultsOf(id)
    expect(results.get(customIdOf('a'))).toMatchObject({
      status: 'answered',
      result: { outcome: 'ok', text: '{"word":"yes"}', usage: { outputTokens: 4 } },
    })
    expect(results.get(customIdOf('b'))).toMatchObject({ status: 'expired' })
    expect(results.get(customIdOf('c'))).toEqual({ status: 'failed', text: 'Internal server error' })
    expect(results.get(customIdOf('d'))).toMatchObject({
      status: 'answered',
      result: { outcome: 'refusal', text: null },
    })
    expect(results.get(customIdOf('f')), 'no database takes a NUL').toMatchObject({ result: { text: 'ab' } })
    expect(results.get(customIdOf('e'))).toEqual({ status: 'failed', text: 'model: no-such-model' })
  })

  test('is stopped by a cancel', async () => {
    standIn.desk.delayMs = 60_000
    const id = await created(calls({ a: 'hello' }))
    expect(await readBatch(provider, id, { cancel: true })).toEqual({ state: 'working' })
    expect(await readBatch(provider, id)).toEqual({ state: 'ended' })
    expect((await resultsOf(id)).get(customIdOf('a'))).toMatchObject({ status: 'cancelled' })
  })

  test('lists what was taken since a moment, over pages', async () => {
    const before = new Date()
    for (let at = 0; at < 3; at += 1) await created(calls({ a: 'hello', b: 'hello' }))
    const listed = await listBatches(provider, before)
    expect(listed.map(({ requests }) => requests)).toEqual([2, 2, 2])
    expect(await listBatches(provider, new Date(Date.now() + 1000))).toEqual([])
  })

  test('tells a refusal from a silence, and a batch that is gone from a provider that is', async () => {
    const refused = await createBatch({ ...provider, apiKey: 'wrong' }, calls({ a: 'hello' }))
    expect(refused.taken).toBe('no')
    const away = { ...provider, baseUrl: 'http://127.0.0.1:9' }
    expect((await createBatch(away, calls({ a: 'hello' }))).taken).toBe('unknown')
    expect((await readBatch(provider, 'msgbatch_none')).state).toBe('gone')
    expect((await readBatch(away, 'msgbatch_none')).state).toBe('unknown')
  })
})
