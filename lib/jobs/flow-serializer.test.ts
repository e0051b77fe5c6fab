import { DBOSJSON } from '@dbos-inc/dbos-sdk/internal/serialization'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { flowSerializer } from './flow-serializer'

const through = async (value: unknown) => flowSerializer.parse(await flowSerializer.stringify(value))

const cyclic: Record<string, unknown> = { name: 'self' }
cyclic.self = cyclic

it.each([
  ['plain', { a: [1, 'x', null, true], b: {} }],
  ['nothing', undefined],
  ['a property without a value', { a: undefined, b: [undefined, 1] }],
  ['a date', { at: new Date(5) }],
  ['a map and a set', { map: new Map([['a', 1]]), set: new Set([1]) }],
  ['numbers that JSON does not know', [Number.NaN, Number.POSITIVE_INFINITY, 12n]],
  ['an error', new Error('no')],
  ['what holds itself', cyclic],
])('gives back %s as the engine does', async (_what, value) => {
  expect(await through(value)).toEqual(DBOSJSON.parse(await DBOSJSON.stringify(value)))
})

it('gives back any value as it was, and text of the engine’s own', () =>
  fc.assert(
    fc.asyncProperty(
      fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true, maxDepth: 4 }),
      async (value) => {
        expect(await through(value)).toEqual(DBOSJSON.parse(await DBOSJSON.stringify(value)))
        expect(flowSerializer.parse(await DBOSJSON.stringify(value))).toEqual(
          DBOSJSON.parse(await DBOSJSON.stringify(value)),
        )
      },
    ),
    { numRuns: 100 },
  ))

it('stores as plain JSON what JSON gives back', async () => {
  expect(await flowSerializer.stringify({ a: [1, { b: null }] })).toBe('{"a":[1,{"b":null}]}')
})
