import { expect, it } from 'vitest'
import type { LineCoverage } from '@/lib/domain/check'
import { coverageByLine, gapStarts } from './coverage-by-line'

const coverage: LineCoverage = {
  path: 'tax.py',
  executed: [1, 3, 4, 8],
  partial: [4],
  missing: [5, 6, 10],
  excluded: [12],
  statements: 7,
  coveredStatements: 4,
  branches: 2,
  coveredBranches: 1,
}

it('says covered, partial and missing by line, and nothing of other lines', () => {
  const states = coverageByLine(coverage)
  expect(states.get(3)).toBe('covered')
  expect(states.get(4)).toBe('partial')
  expect(states.get(5)).toBe('missing')
  expect(states.has(2)).toBe(false)
  expect(states.has(12)).toBe(false)
})

it('finds the first line of each gap', () => {
  expect(gapStarts(coverageByLine(coverage))).toEqual([4, 10])
  expect(gapStarts(new Map())).toEqual([])
})
