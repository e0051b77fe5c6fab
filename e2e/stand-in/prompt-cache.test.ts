import { describe, expect, it } from 'vitest'
import { RequestBody } from './parse-request'
import { markerProblem, PromptCache } from './prompt-cache'

const long = (letter: string) => letter.repeat(4000)
const marked = (text: string, ttl?: '5m' | '1h') => ({
  type: 'text',
  text,
  cache_control: { type: 'ephemeral', ttl },
})

function body(
  system: object[],
  user: object[] = [{ type: 'text', text: 'hi' }],
  model = 'claude-sonnet-5-5',
) {
  return RequestBody.parse({ model, max_tokens: 10, system, messages: [{ role: 'user', content: user }] })
}

describe('PromptCache', () => {
  it('keeps an entry for five minutes after its last use, or an hour', () => {
    const cache = new PromptCache()
    const minute = 60_000
    const read = (ttl: '5m' | '1h', atMs: number) =>
      cache.countInput(body([marked(long(ttl[0] ?? ''), ttl)]), atMs).cacheReadTokens
    expect([0, 4, 8, 14].map((at) => read('5m', at * minute))).toEqual([0, 1000, 1000, 0])
    expect([0, 59, 117, 178].map((at) => read('1h', at * minute))).toEqual([0, 1000, 1000, 0])
  })

  it('caches by prefix, model and form, above a minimum', () => {
    const cache = new PromptCache()
    expect(cache.countInput(body([marked('short')]), 0).cacheWrite5mTokens).toBe(0)
    expect(cache.countInput(body([marked(long('a'))]), 0).cacheWrite5mTokens).toBe(1000)
    expect(cache.countInput(body([marked(long('b'))]), 0).cacheReadTokens).toBe(0)
    expect(cache.countInput(body([marked(long('a'))], [marked(long('c'))]), 0)).toMatchObject({
      cacheReadTokens: 1000,
      cacheWrite5mTokens: 1000,
      inputTokens: 0,
    })
    expect(cache.countInput(body([marked(long('a'))], undefined, 'claude-opus-5-5'), 0).cacheReadTokens).toBe(
      0,
    )
  })

  it('splits what is written by how long it is kept', () => {
    const counted = new PromptCache().countInput(
      body([marked(long('a'), '1h')], [marked(long('b'), '5m')]),
      0,
    )
    expect(counted).toMatchObject({ cacheWrite1hTokens: 1000, cacheWrite5mTokens: 1000 })
  })

  it('refuses a fifth marker and an hour after five minutes', () => {
    expect(markerProblem(body(Array(5).fill(marked('x'))))).toContain('maximum of 4')
    expect(markerProblem(body([marked('x', '5m')], [marked('y', '1h')]))).toContain('must not come after')
    expect(markerProblem(body([marked('x', '1h')], [marked('y')]))).toBeNull()
  })
})
