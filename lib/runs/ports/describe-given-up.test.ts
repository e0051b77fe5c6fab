import { expect, test } from 'vitest'
import type { ObservedFunction } from '@/lib/python/observe/observed-tests'
import { describeGivenUp } from './describe-given-up'

const observed = (qualifiedName: string, rest: Partial<ObservedFunction>): ObservedFunction => ({
  qualifiedName,
  kind: 'function',
  tests: [],
  lines: 2,
  coveredLines: 0,
  stoppedCalls: 0,
  crashes: 0,
  ...rest,
})

test('names what has no test, and why', () => {
  expect(
    describeGivenUp([
      observed('loop_forever', { stoppedCalls: 11 }),
      observed('leave', { crashes: 1 }),
      observed('sometimes', { stoppedCalls: 2, tests: ['test_sometimes'] }),
      observed('quiet', {}),
    ]),
  ).toEqual([
    'loop_forever did not end: 11 calls were stopped; observation made no test of it.',
    'leave ended the Python process in one call; observation made no test of it.',
  ])
})

test('counts what would be too many to read', () => {
  const many = Array.from({ length: 8 }, (_, at) => observed(`f${at}`, { stoppedCalls: 1 }))
  const texts = describeGivenUp(many)
  expect([texts.length, texts.at(-1)]).toEqual([6, 'So it was with 3 more.'])
})
