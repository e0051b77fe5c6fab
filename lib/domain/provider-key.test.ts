import { expect, test } from 'vitest'
import { keyLastFour } from './provider-key'

test('of a short key nothing is shown', () => {
  expect(keyLastFour('compatible', 'k')).toBe('')
  expect(keyLastFour('anthropic', 'sk-ant-12345')).toBe('2345')
  expect(keyLastFour('bedrock', 'abc session-token-that-is-long')).toBe('')
})
