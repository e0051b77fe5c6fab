import { expect, test } from 'vitest'
import { REVIEW_VERDICT_WORD } from '@/components/findings/finding-words'
import type { ReviewFigures } from '@/lib/domain/run'
import { sumReviews, verdictsText, worstFirst } from './sum-reviews'

const run = (
  id: string,
  verdict: ReviewFigures['verdict'],
  [critical = 0, high = 0, medium = 0, low = 0]: number[],
) => ({
  id,
  figures: {
    review: {
      ...{ verdict, hidden: 1, proven: high, learned: [] },
      shown: critical + high + medium + low,
      bySeverity: { critical, high, medium, low },
    },
  },
})
const none = { id: 'none', figures: {} }

test('reviews of a launch are summed; without one there is no sum', () => {
  expect(sumReviews([none])).toBeNull()
  const sum = sumReviews([
    none,
    run('a', 'approve', []),
    run('b', 'request-changes', [1, 2]),
    run('c', null, [0, 1, 0, 4]),
  ])
  expect(sum).toEqual({
    bySeverity: { critical: 1, high: 3, medium: 0, low: 4 },
    shown: 8,
    proven: 3,
    verdicts: { approve: 1, 'approve-with-suggestions': 0, 'request-changes': 1 },
  })
  expect(sum === null ? '' : verdictsText(sum, REVIEW_VERDICT_WORD)).toBe('Request changes: 1, Approve: 1')
})

test('runs stand from the gravest', () => {
  const rows = [
    none,
    run('low', 'approve', [0, 0, 0, 9]),
    run('high', 'request-changes', [0, 1]),
    run('worse', 'request-changes', [0, 1, 1]),
    run('same', 'request-changes', [0, 1]),
  ]
  expect(worstFirst(rows).map(({ id }) => id)).toEqual(['worse', 'high', 'same', 'low', 'none'])
})
