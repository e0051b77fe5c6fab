import { expect, test } from 'vitest'
import type { ChartData } from '@/lib/domain/chart'
import { exampleChart } from '@/lib/testing/example-chart'
import { checkChart } from './check-chart'

const WHOLE = { points: 3, hasMistakes: true }
const empty = (id: ChartData['id']) => exampleChart({ id, total: { value: null, n: 0 } })

test('a chart that shows nothing does so because the load holds nothing of its kind', () => {
  checkChart(exampleChart(), WHOLE)
  expect(() => checkChart(empty('cost'), WHOLE)).toThrow('cost shows n = 0')
  expect(() => checkChart(empty('mutation-score'), WHOLE)).toThrow('mutation-score shows n = 0')
  checkChart(empty('mutation-score'), { ...WHOLE, hasMistakes: false })
  checkChart(empty('examples'), WHOLE)
})

test('a chart that lacks days is not taken for a quick one', () => {
  expect(() => checkChart(exampleChart(), { ...WHOLE, points: 30 })).toThrow('in 3 points')
})
