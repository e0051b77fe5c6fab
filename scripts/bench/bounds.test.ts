import { expect, test } from 'vitest'
import { BOUNDS, missedBounds, PROMISED, unmeasured, whatIsMissed } from './bounds'

const figure = (value: number) => ({ value, unit: '', n: 1 })

test.each(Object.entries(BOUNDS))('%s is missed just beyond its bound, and by no number', (name, bound) => {
  const [edge, beyond] = 'most' in bound ? [bound.most, bound.most + 0.01] : [bound.least, bound.least - 0.01]
  expect(missedBounds({ [name]: figure(edge) })).toEqual([])
  expect(missedBounds({ [name]: figure(beyond) })).toEqual([name])
  expect(missedBounds({ [name]: figure(Number.NaN) })).toEqual([name])
})

test('what is not promised is not judged', () => {
  expect(missedBounds({ stageOverheadP95Ms: figure(1e9) })).toEqual([])
})

test('a part that was asked for and gave no figures has not kept its bounds', () => {
  expect(unmeasured(['quixbugs', 'speed'], { thousandLineP95Ms: figure(1) })).toEqual([
    'quixbugsDetected',
    'quixbugsFalseAlarms',
  ])
  expect(unmeasured(['speed'], { thousandLineP95Ms: figure(1) })).toEqual([])
})

test('a bench says which figure is over its bound and which it has not measured', () => {
  const figures = { rateUse: figure(0.9), rateMostInWindow: figure(1) }
  expect(whatIsMissed(['calls', 'rate', 'singles'], figures)).toEqual([
    'rateUse (0.900, ≥ 0.95)',
    'engineOverheadP95Ms (not measured)',
  ])
  expect(whatIsMissed(['rate'], { ...figures, rateUse: figure(0.95) })).toEqual([])
})

test('every figure that a part promises has a bound', () => {
  const promised = Object.values(PROMISED).flat()
  expect(promised.filter((name) => BOUNDS[name] === undefined)).toEqual([])
})
