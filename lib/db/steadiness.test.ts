import { expect, test } from 'vitest'
import { Steadiness } from './steadiness'

function clocked() {
  let nowMs = 1000
  const steadiness = new Steadiness(() => nowMs)
  /** Lets time pass; each number is how long it takes until the next beat. */
  const beats = (...gapsMs: number[]) => {
    for (const gapMs of gapsMs) {
      nowMs += gapMs
      steadiness.beat()
    }
  }
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { steadiness, beats, pass }
}

test('where nothing beats there is no gap to be known of', () => {
  expect(clocked().steadiness.forMs()).toBe(Number.POSITIVE_INFINITY)
})

test('it grows from the first beat on, as long as they come', () => {
  const { steadiness, beats, pass } = clocked()
  beats(5000)
  expect(steadiness.forMs()).toBe(0)
  beats(2000, 2000, 2100)
  pass(400)
  expect(steadiness.forMs()).toBe(6500)
})

test('a gap ends it, while it lasts and afterwards: it is counted anew from the first beat that came through', () => {
  const { steadiness, beats, pass } = clocked()
  beats(0, 2000, 2000, 2000, 2000)
  pass(3501)
  expect(steadiness.forMs()).toBe(0)
  pass(60_000)
  expect(steadiness.forMs()).toBe(0)
  beats(10, 2000)
  expect(steadiness.forMs()).toBe(2000)
  beats(2000, 2000, 2000)
  expect(steadiness.forMs()).toBe(8000)
})
