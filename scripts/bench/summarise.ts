import type { ModuleMeasure } from './measure-module'

export type Figure = { value: number; unit: string; n: number }
export type TestFigures = Record<
  | 'passTwiceShare'
  | 'lineCoverageMean'
  | 'branchCoverageMean'
  | 'secondsMedian'
  | 'mutationScore'
  | 'mistakesSecondsMedian',
  Figure
>

/** The figures of a whole bench; a module without tests counts as zero coverage and as not passing. */
export function summarise(measures: ModuleMeasure[]): TestFigures {
  const n = measures.length
  const branches = measures.flatMap(({ branchShare }) => (branchShare === null ? [] : [branchShare]))
  const planted = measures.filter(({ mutantsRun }) => mutantsRun > 0)
  const sum = (of: (measure: ModuleMeasure) => number) =>
    planted.reduce((total, measure) => total + of(measure), 0)
  const mutants = sum(({ mutantsRun }) => mutantsRun)
  return {
    passTwiceShare: {
      value: mean(measures.map(({ passesTwice }) => (passesTwice ? 1 : 0))),
      unit: 'share',
      n,
    },
    lineCoverageMean: { value: mean(measures.map(({ lineShare }) => lineShare)), unit: 'share', n },
    branchCoverageMean: { value: mean(branches), unit: 'share', n: branches.length },
    secondsMedian: { value: median(measures.map(({ seconds }) => seconds)), unit: 's', n },
    mutationScore: {
      value: mutants === 0 ? 0 : sum(({ mutantsKilled }) => mutantsKilled) / mutants,
      unit: 'share',
      n: mutants,
    },
    mistakesSecondsMedian: {
      value: median(planted.map(({ mistakesSeconds }) => mistakesSeconds)),
      unit: 's',
      n: planted.length,
    },
  }
}

/** One line of the table for people. */
export function tableRow(measure: ModuleMeasure): string {
  const percent = (value: number | null) => (value === null ? '–' : (100 * value).toFixed(1)).padStart(6)
  return [
    measure.path.padEnd(44),
    String(measure.tests).padStart(5),
    percent(measure.lineShare),
    percent(measure.branchShare),
    measure.seconds.toFixed(1).padStart(7),
    (measure.mutantsRun === 0 ? '–' : `${measure.mutantsKilled}/${measure.mutantsRun}`).padStart(6),
    measure.passesTwice ? '  yes' : '  NO ',
    measure.problem === null ? '' : ` ${measure.problem.split('\n')[0]?.slice(0, 120) ?? ''}`,
  ].join(' ')
}

export const TABLE_HEAD = `${'module'.padEnd(44)} tests  line% branch% seconds caught  twice`

function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
