import { expect, it } from 'vitest'
import { findUnknownValues } from './find-unknown-values'

const unknownIn = (query: string) => findUnknownValues(new URLSearchParams(query))

it('finds what the parsers leave out, and nothing else', () => {
  expect(unknownIn('verdict=verified,fine&status=running&project=no-such-slug&q=x&peek=1')).toEqual([
    { facet: 'verdict', value: 'fine' },
  ])
  expect(unknownIn('source=oracle&reason=budget,bad-mood')).toEqual([
    { facet: 'source', value: 'oracle' },
    { facet: 'reason', value: 'bad-mood' },
  ])
  expect(unknownIn('')).toEqual([])
})
