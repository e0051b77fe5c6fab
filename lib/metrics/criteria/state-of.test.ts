import { expect, it } from 'vitest'
import { stateOf } from './state-of'

const below = { side: 'below' as const, target: 0.05, neededN: 20 }

it('a figure is held against its target from enough on', () => {
  expect(stateOf({ value: null, n: 0 }, below)).toBe('no-data')
  expect(stateOf({ value: 0, n: 19 }, below)).toBe('too-few')
  expect(stateOf({ value: 0.049, n: 20 }, below)).toBe('met')
  expect(stateOf({ value: 0.05, n: 20 }, below)).toBe('missed')
  expect(stateOf({ value: 0.95, n: 20 }, { ...below, side: 'above', target: 0.95 })).toBe('missed')
  expect(stateOf({ value: 1, n: 20 }, { ...below, side: 'at-least', target: 1 })).toBe('met')
})
