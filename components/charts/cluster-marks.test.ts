import { expect, it } from 'vitest'
import type { ChartAnnotation } from '@/lib/domain/chart'
import { clusterMarks } from './cluster-marks'

const at = (share: string): ChartAnnotation => ({
  id: share,
  at: share,
  kind: 'price',
  text: share,
  href: null,
})
const shareOf = (share: string) => (share === 'outside' ? null : Number(share))

it('what stands too close is one mark, in order, and what lies outside is none', () => {
  const marks = clusterMarks(['0.9', '0.11', 'outside', '0.1', '0.19', '0.5'].map(at), shareOf, 0.1)
  expect(marks.map(({ share, annotations }) => [share, annotations.map(({ id }) => id)])).toEqual([
    [0.1, ['0.1', '0.11', '0.19']],
    [0.5, ['0.5']],
    [0.9, ['0.9']],
  ])
})
