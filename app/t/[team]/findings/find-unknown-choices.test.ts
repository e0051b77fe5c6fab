import { expect, it } from 'vitest'
import { findUnknownChoices } from './find-unknown-choices'

const unknownIn = (query: string) => findUnknownChoices(new URLSearchParams(query))

it('finds what the parsers leave out, and nothing else', () => {
  expect(unknownIn('severity=grave,high&project=no-such&rule=any&q=x&finding=1&view=all')).toEqual([
    { filter: 'severity', value: 'grave' },
  ])
  expect(unknownIn('proven=perhaps&view=most&sort=zzz&seenIn=change')).toEqual([
    { filter: 'proven', value: 'perhaps' },
    { filter: 'view', value: 'most' },
    { filter: 'sort', value: 'zzz' },
  ])
  expect(unknownIn('')).toEqual([])
})
