import { expect, it, vi } from 'vitest'
import { AssayError } from '@/lib/domain/assay-error'
import { streamParts } from './stream-parts'

const given = { name: '/api/t/acme/parts', requestId: 'r-12345678' }
const linesIn = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

it('answers each part once, as soon as it is there, under what a route of its own would answer', async () => {
  let end = (_answer: unknown) => {}
  const slow = new Promise<unknown>((resolve) => {
    end = resolve
  })
  const answers: Record<string, () => Promise<unknown>> = {
    quick: async () => ({ n: 1n }),
    slow: () => slow,
    refused: async () => {
      throw new AssayError('forbidden', 'Not for you.')
    },
    stopped: async () => {
      throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
    },
  }
  const parts = ['slow', 'quick', 'refused', 'stopped', 'quick']
  const response = streamParts({ ...given, parts, answer: (part) => answers[part]?.() ?? slow })
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(response.headers.get('x-request-id')).toBe(given.requestId)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const first = (await reader?.read())?.value ?? ''
  expect(linesIn(first)).toEqual([
    { part: 'quick', status: 200, body: { n: 1 } },
    {
      part: 'refused',
      status: 403,
      body: { code: 'forbidden', text: 'Not for you.', fields: {}, requestId: given.requestId },
    },
    {
      part: 'stopped',
      status: 500,
      body: expect.objectContaining({ code: 'unavailable', text: expect.stringContaining('shorter time') }),
    },
  ])
  end(['late'])
  expect(linesIn((await reader?.read())?.value ?? '')).toEqual([
    { part: 'slow', status: 200, body: ['late'] },
  ])
  expect((await reader?.read())?.done).toBe(true)
})

it('what is shared by many is written as text once', async () => {
  const shared = { toJSON: vi.fn(() => ({ n: 1 })) }
  for (let who = 0; who < 3; who += 1) {
    const response = streamParts({ ...given, parts: ['cost'], answer: async () => shared })
    expect(linesIn(await response.text())).toEqual([{ part: 'cost', status: 200, body: { n: 1 } }])
  }
  expect(shared.toJSON).toHaveBeenCalledTimes(1)
})

it('what comes for a stream that was left goes nowhere', async () => {
  let end = (_answer: unknown) => {}
  const slow = new Promise<unknown>((resolve) => {
    end = resolve
  })
  const response = streamParts({ ...given, parts: ['slow'], answer: () => slow })
  await response.body?.cancel()
  end('late')
  await expect(slow).resolves.toBe('late')
})
