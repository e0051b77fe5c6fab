import { describe, expect, it } from 'vitest'
import type { ModuleMeasure } from './measure-module'
import { summarise, tableRow } from './summarise'

const measure = (changes: Partial<ModuleMeasure>): ModuleMeasure => ({
  path: 'a.py',
  tests: 1,
  lineShare: 1,
  branchShare: 1,
  seconds: 1,
  passesTwice: true,
  mutantsRun: 0,
  mutantsKilled: 0,
  mistakesSeconds: 0,
  problem: null,
  ...changes,
})

describe('summarise', () => {
  it('counts a module without tests as zero, and leaves modules without branches out of the branch mean', () => {
    const figures = summarise([
      measure({ seconds: 1, mutantsRun: 10, mutantsKilled: 9, mistakesSeconds: 2 }),
      measure({ lineShare: 0, branchShare: null, seconds: 9, passesTwice: false }),
      measure({ lineShare: 0.5, branchShare: 0.5, seconds: 3, mutantsRun: 2, mistakesSeconds: 1 }),
      measure({ lineShare: 0.5, branchShare: 0, seconds: 5 }),
    ])
    expect(figures.lineCoverageMean).toEqual({ value: 0.5, unit: 'share', n: 4 })
    expect(figures.branchCoverageMean).toEqual({ value: 0.5, unit: 'share', n: 3 })
    expect(figures.passTwiceShare.value).toBe(0.75)
    expect(figures.secondsMedian.value).toBe(4)
    expect(figures.mutationScore).toEqual({ value: 0.75, unit: 'share', n: 12 })
    expect(figures.mistakesSecondsMedian).toEqual({ value: 1.5, unit: 's', n: 2 })
  })

  it('says in the row what went wrong', () => {
    expect(tableRow(measure({ passesTwice: false, problem: 'fails: test_x' }))).toContain(
      'NO   fails: test_x',
    )
  })
})
