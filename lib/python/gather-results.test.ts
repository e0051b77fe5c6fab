import { describe, expect, it } from 'vitest'
import { gatherResults } from './gather-results'
import { parseTestEvent, type TestEvent } from './test-events'

const expected = (...ids: string[]): TestEvent => ({ kind: 'expected', ids })
const passed = (id: string): TestEvent => ({
  kind: 'result',
  id,
  outcome: 'passed',
  durationMs: 1,
  message: null,
  traceback: null,
})
const outcomes = (events: TestEvent[]) =>
  gatherResults(events).tests.map(({ id, outcome }) => `${id} ${outcome}`)

describe('gatherResults', () => {
  it('keeps the order of the file and counts cases to their test', () => {
    expect(outcomes([expected('a', 'b'), passed('b[1]'), passed('b[x[0]]'), passed('a')])).toEqual([
      'a passed',
      'b[1] passed',
      'b[x[0]] passed',
    ])
  })

  it('makes a second result for the same test an error', () => {
    expect(outcomes([expected('a'), passed('a'), passed('a')])).toEqual(['a error'])
  })

  it('does not count results for tests that the file does not hold', () => {
    const gathered = gatherResults([expected('a'), passed('a'), passed('made_up')])
    expect(gathered.tests).toHaveLength(1)
    expect(gathered.problems.join()).toContain('made_up')
  })

  it('believes only the first announcement', () => {
    expect(outcomes([expected('a'), expected('z'), passed('z')])).toEqual(['a missing'])
  })

  it('blames the test during which the process ended, case by case', () => {
    const start = (id: string): TestEvent => ({ kind: 'start', id })
    expect(outcomes([expected('a', 'b'), start('a[1]'), passed('a[1]'), start('a[2]')])).toEqual([
      'a[1] passed',
      'a[2] error',
      'b missing',
    ])
  })
})

describe('parseTestEvent', () => {
  it('reads only well-formed lines with the nonce', () => {
    const line = JSON.stringify({ kind: 'start', id: 'a' })
    expect(parseTestEvent(`n1 ${line}`, 'n1')).toEqual({ kind: 'start', id: 'a' })
    for (const other of [`n2 ${line}`, line, 'n1 {', 'n1 {"kind":"start"}', 'n1 {"kind":"other"}', '']) {
      expect(parseTestEvent(other, 'n1')).toBeNull()
    }
  })
})
