import { expect, test } from 'vitest'
import { countRepeats } from './count-repeats'

const mayBeUnrecordedMs = 500
const never = Number.POSITIVE_INFINITY
const call = (receivedAtMs: number, completedAtMs: number | null) => ({ receivedAtMs, completedAtMs })

test('one answered call repeats nothing', () => {
  const given = { recordedAtMs: 1050, killedAtMs: [5000], mayBeUnrecordedMs }
  expect(countRepeats([call(0, 1000)], given)).toEqual({ repeated: 0, repeatedCompleted: 0, paidTwice: 0 })
})

test('a call that was broken off by a kill may be made again', () => {
  const given = { recordedAtMs: 4050, killedAtMs: [500], mayBeUnrecordedMs }
  const calls = [call(0, null), call(3000, 4000)]
  expect(countRepeats(calls, given)).toEqual({ repeated: 1, repeatedCompleted: 0, paidTwice: 0 })
})

test('a kill just after the last byte is counted and allowed', () => {
  const given = { recordedAtMs: 4050, killedAtMs: [1100], mayBeUnrecordedMs }
  const calls = [call(3000, 4000), call(0, 1000)]
  expect(countRepeats(calls, given)).toEqual({ repeated: 1, repeatedCompleted: 1, paidTwice: 0 })
})

test('what was sent just after the kill reached nobody', () => {
  const given = { recordedAtMs: 4050, killedAtMs: [995, 9000], mayBeUnrecordedMs }
  const calls = [call(0, 1000), call(3000, 4000)]
  expect(countRepeats(calls, given)).toEqual({ repeated: 1, repeatedCompleted: 1, paidTwice: 0 })
})

test('an answer that had time to be recorded, and was not, is paid twice', () => {
  const given = { recordedAtMs: 4050, killedAtMs: [2000], mayBeUnrecordedMs }
  const calls = [call(0, 1000), call(3000, 4000)]
  expect(countRepeats(calls, given)).toEqual({ repeated: 1, repeatedCompleted: 1, paidTwice: 1 })
})

test('so is one that no kill explains, and one that was on record', () => {
  const calls = [call(0, 1000), call(3000, 4000)]
  expect(countRepeats(calls, { recordedAtMs: never, killedAtMs: [], mayBeUnrecordedMs }).paidTwice).toBe(1)
  expect(countRepeats(calls, { recordedAtMs: 1010, killedAtMs: [1020], mayBeUnrecordedMs }).paidTwice).toBe(1)
})

test('how long an answer may be on its way is said by whoever asks', () => {
  const calls = [call(0, 1000), call(3000, 4000)]
  const kill = { recordedAtMs: 4050, killedAtMs: [1100] }
  expect(countRepeats(calls, { ...kill, mayBeUnrecordedMs: 50 }).paidTwice).toBe(1)
  expect(countRepeats(calls, { ...kill, mayBeUnrecordedMs: 150 }).paidTwice).toBe(0)
})
