import { describe, expect, it } from 'vitest'
import { readRetryAfterMs } from './classify-error'

const nowMs = Date.parse('2026-11-23T10:00:00Z')

describe('readRetryAfterMs', () => {
  it.each([
    [{ 'retry-after': '12' }, 12_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' }, null],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '0' }, null],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{}, null],
  ])('%j → %s', (headers, expected) => {
    expect(readRetryAfterMs(new Headers(headers as Record<string, string>), nowMs)).toBe(expected)
  })
})
