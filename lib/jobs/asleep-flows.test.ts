import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isAsleep, whileAsleep } from './asleep-flows'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function openWait() {
  let end = () => {}
  const waited = whileAsleep('flow', () => new Promise<void>((resolve) => (end = resolve)))
  return {
    async end() {
      end()
      await waited
    },
  }
}

test('a flow sleeps once it has waited for a while, until its last long wait ends', async () => {
  const first = openWait()
  await vi.advanceTimersByTimeAsync(1999)
  expect(isAsleep('flow')).toBe(false)
  const second = openWait()
  await vi.advanceTimersByTimeAsync(1)
  expect([isAsleep('flow'), isAsleep('another')]).toEqual([true, false])
  await vi.advanceTimersByTimeAsync(1999)
  await first.end()
  expect(isAsleep('flow')).toBe(true)
  await second.end()
  expect(isAsleep('flow')).toBe(false)
})

test('a short wait is none, and one that fails ends like any other', async () => {
  await openWait().end()
  await vi.advanceTimersByTimeAsync(5000)
  expect(isAsleep('flow')).toBe(false)
  const failing = whileAsleep('flow', async () => {
    await vi.advanceTimersByTimeAsync(2000)
    throw new Error('cancelled')
  })
  await expect(failing).rejects.toThrow('cancelled')
  expect(isAsleep('flow')).toBe(false)
})
