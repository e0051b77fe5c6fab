import { expect, test } from 'vitest'
import { afterCursor, encodeCursor, orderOf, type RunOrder, runOrder, sortedSinceOf } from './run-cursor'

const run = {
  id: 'r',
  createdAt: new Date('2026-11-23T04:00:00.000Z'),
  endedAt: new Date('2026-11-23T05:00:00.000Z'),
  costNanoUsd: 7n,
  durationMs: null,
}
const forge = (sort: RunOrder, value: unknown, id = 'r') =>
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

test('runs that are asked for by their end are in the order of it, in which an index has them', () => {
  const order = orderOf({ sort: 'newest', time: 'ended' })
  expect(runOrder(order)).toEqual([{ endedAt: 'desc' }, { id: 'desc' }])
  const cursor = encodeCursor(order, run)
  expect(afterCursor(order, cursor)).toEqual({
    OR: [{ endedAt: { lt: run.endedAt } }, { endedAt: run.endedAt, id: { lt: 'r' } }],
  })
  expect(() => afterCursor('newest', cursor)).toThrow('no longer valid')
  expect(orderOf({ sort: 'newest', time: 'attempted' })).toBe('newest')
  expect(orderOf({ sort: 'cost', time: 'ended' })).toBe('cost')
})

test('what is sorted stays the same from page to page', () => {
  const since = new Date('2026-11-03T04:05:06.789Z')
  expect(sortedSinceOf('cost', encodeCursor('cost', run, since))).toEqual(since)
  expect(sortedSinceOf('cost', encodeCursor('cost', run))).toBeNull()
  // Of a page that was open before cursors said so.
  expect(sortedSinceOf('cost', forge('cost', '7'))).toBeNull()
  const forged = Buffer.from(JSON.stringify(['cost', '7', 'r', 'yesterday'])).toString('base64url')
  expect(() => sortedSinceOf('cost', forged)).toThrow('no longer valid')
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
