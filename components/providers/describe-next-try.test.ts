import { expect, it } from 'vitest'
import { describeNextTry } from './describe-next-try'

it('says when a model is tried again', () => {
  const probeAt = '2026-11-23T08:31:15.250Z'
  expect(describeNextTry({ state: 'open', probeAt })).toBe('It is tried again at 08:31:15 UTC.')
  expect(describeNextTry({ state: 'open', probeAt: null })).toBe('The next call tries it again.')
  expect(describeNextTry({ state: 'refused', probeAt: null })).toMatch(/settings change or a test/)
  expect(describeNextTry({ state: 'half-open', probeAt })).toBe('It is being tried again now.')
})
