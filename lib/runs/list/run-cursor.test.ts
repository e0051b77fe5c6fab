import { expect, test } from 'vitest'
import type { RunSort } from '@/lib/domain/run-query'
import { afterCursor, encodeCursor } from './run-cursor'

const run = { id: 'r', createdAt: new Date('2026-11-23T04:00:00.000Z'), costNanoUsd: 7n, durationMs: null }
const forge = (sort: RunSort, value: unknown, id = 'r') =>
  Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')

test('a cursor comes back as it was made', () => {
  expect(afterCursor('cost', encodeCursor('cost', run))).toEqual({
    OR: [{ costNanoUsd: { lt: 7n } }, { costNanoUsd: 7n, id: { lt: 'r' } }],
  })
  expect(afterCursor('duration', encodeCursor('duration', run))).toEqual({
    durationMs: null,
    id: { lt: 'r' },
  })
  expect(JSON.stringify(afterCursor('newest', encodeCursor('newest', run)))).toContain('2026-11-23T04:00')
})

test.each([
  ['newest', 'yesterday'],
  ['oldest', null],
  ['cost', 'x'],
  ['cost', '9'.repeat(40)],
  ['duration', '1e400'],
  ['duration', 'NaN'],
] as const)('a forged one is refused: %s %s', (sort, value) => {
  expect(() => afterCursor(sort, forge(sort, value))).toThrow('no longer valid')
})

test('so are a NUL in its id, one of another order and one that is none', () => {
  for (const cursor of [forge('cost', '1', '\0'), forge('cost', '1').slice(1), '!']) {
    expect(() => afterCursor('cost', cursor)).toThrow('no longer valid')
  }
  expect(() => afterCursor('newest', encodeCursor('cost', run))).toThrow('no longer valid')
})
