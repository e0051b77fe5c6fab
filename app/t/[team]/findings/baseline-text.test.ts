import { expect, test } from 'vitest'
import { baselineText } from './baseline-text'

const one = { id: 'one', commit: null, ref: null, moduleCount: 1, createdAt: '2026-11-23T09:05:00.000Z' }

test('the chip names the import, and says when it is not there', () => {
  expect(baselineText('one', one, false)).toBe('New since 2026-11-23 09:05 UTC')
  expect(baselineText('two', one, true)).toBe('New since an import')
  expect(baselineText('two', null, false)).toBe('New since an import that is not there')
})
