import { expect, test } from 'vitest'
import { faultKey } from './fault-key'

test('a fault is the same whenever and wherever it happens', () => {
  const first = faultKey({ feedback: 'test_a:\n<Cart object at 0x7f12ab> took 1.25 s' })
  expect(faultKey({ feedback: 'test_a:\n<Cart object at 0x7f99cd> took 0.5 s' })).toBe(first)
  expect(faultKey({ feedback: 'test_a:\nassert 3 == 4' })).not.toBe(
    faultKey({ feedback: 'test_a:\nassert 3 == 5' }),
  )
  expect(faultKey({ feedback: 'test_b: asserts nothing', fault: 'asserts nothing' })).toBe('asserts nothing')
})
