import { expect, it } from 'vitest'
import { likelyText } from './likely-text'

it('says between what a period is likely to end', () => {
  expect(likelyText({ lowNanoUsd: 3_100_000_000, highNanoUsd: 5_600_000_000 })).toBe('likely $3.10 to $5.60')
  expect(likelyText({ lowNanoUsd: 3_100_000_001, highNanoUsd: 3_100_000_002 })).toBe('')
  expect(likelyText({ lowNanoUsd: null, highNanoUsd: null })).toBe('')
})
