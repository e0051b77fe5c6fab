import { expect, it } from 'vitest'
import { findUnknownValues } from './find-unknown-values'

const unknownIn = (query: string) => findUnknownValues(new URLSearchParams(query))

it('finds what the parsers leave out, and nothing else', () => {
  expect(unknownIn('verdict=verified,fine&status=running&project=no-such-slug&q=x&peek=1')).toEqual([
    { filter: 'verdict', value: 'fine' },
  ])
  expect(unknownIn('source=oracle&reason=budget,bad-mood')).toEqual([
    { filter: 'source', value: 'oracle' },
    { filter: 'reason', value: 'bad-mood' },
  ])
  expect(unknownIn('sort=zzz&since=2026-13-45&counted=all')).toEqual([
    { filter: 'sort', value: 'zzz' },
    { filter: 'since', value: '2026-13-45' },
    { filter: 'counted', value: 'all' },
  ])
  expect(unknownIn('sort=cost&since=2026-11-23&counted=fallback&review=to-review')).toEqual([])
  expect(unknownIn('tier=cheap,dear&from=2026-11-23T00:00:00Z&until=later&time=ended&model=any')).toEqual([
    { filter: 'tier', value: 'dear' },
    { filter: 'until', value: 'later' },
  ])
  expect(unknownIn('')).toEqual([])
})
