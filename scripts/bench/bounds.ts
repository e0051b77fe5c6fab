import type { Figure } from './summarise'

type Bound = { most: number } | { least: number }

/** What the engine, the evidence of reviews and dashboards promise: a bench that measures one of these and misses it fails. */
export const BOUNDS: Record<string, Bound> = {
  engineOverheadP95Ms: { most: 10 },
  batchVsIdeal: { most: 1.15 },
  cacheL1P95Ms: { most: 2 },
  cacheL2P95Ms: { most: 10 },
  rateUse: { least: 0.95 },
  rateMostInWindow: { most: 1 },
  overspendNanoUsd: { most: 0 },
  stillReservedNanoUsd: { most: 0 },
  paidTwice: { most: 0 },
  // What is sent to its end and not yet read, masked and kept in the file of answers, or sent after the kill and before its
  // connection is seen to be gone: some 8 ms of each answer. 20 kills among 20 answers a second meet 3 of them in the mean.
  repeatedCompleted: { most: 4 },
  owaspOddYouden: { least: 0.85 },
  securityEvalCweShare: { least: 0.6 },
  quixbugsDetected: { least: 15 },
  quixbugsFalseAlarms: { most: 2 },
  quixbugsProven: { least: 12 },
  stdlibFindingsPerKloc: { most: 2 },
  stdlibFailures: { most: 0 },
  thousandLineP95Ms: { most: 1_000 },
  benchmarkFilesSeconds: { most: 30 },
  differentRepeats: { most: 0 },
  harmlessEdits: { least: 1_000 },
  dismissalsHeldShare: { least: 0.99 },
  twinsReportedShare: { least: 1 },
  newlyHidden: { most: 0 },
  quotedShare: { least: 1 },
  fixesMendedShare: { least: 1 },
  learnedCalibrationError: { most: 0.05 },
  learnedPrecision: { least: 0.9 },
  learnedTrueKept: { least: 0.95 },
  chartsP95Ms1M: { most: 150 },
  chartsP95Ms10M: { most: 250 },
  filteredChartsP95Ms1M: { most: 150 },
  filteredChartsP95Ms10M: { most: 250 },
  comparedChartsP95Ms1M: { most: 250 },
  comparedChartsP95Ms10M: { most: 400 },
  dashboardP95Ms1M: { most: 400 },
  dashboardP95Ms10M: { most: 600 },
  runsPageP95Ms: { most: 100 },
  deepPageP95Ms: { most: 100 },
  runPageP95Ms: { most: 100 },
  overviewPageP95Ms: { most: 250 },
  narrowedRunsP95Ms: { most: 500 },
  ingestPerSecond: { least: 1_000 },
  commitToPixelP95Ms: { most: 1_000 },
  firstLoadKb: { most: 300 },
  largestPaintMs: { most: 1_200 },
  // What browsers call good is a hundred times as much.
  layoutShift: { most: 0.001 },
}

/** What each part of `bench:engine`, `bench:review` and `bench:dashboards` promises to measure. */
export const PROMISED: Record<string, string[]> = {
  calls: ['engineOverheadP95Ms'],
  batch: ['batchVsIdeal'],
  cache: ['cacheL1P95Ms', 'cacheL2P95Ms'],
  rate: ['rateUse', 'rateMostInWindow'],
  budget: ['overspendNanoUsd', 'stillReservedNanoUsd'],
  kill: ['paidTwice', 'repeatedCompleted'],
  owasp: ['owaspOddYouden'],
  'security-eval': ['securityEvalCweShare'],
  quixbugs: ['quixbugsDetected', 'quixbugsFalseAlarms'],
  stdlib: ['stdlibFindingsPerKloc', 'stdlibFailures'],
  speed: ['thousandLineP95Ms'],
  'all-files': ['benchmarkFilesSeconds'],
  repeats: ['differentRepeats'],
  edits: ['harmlessEdits', 'dismissalsHeldShare', 'twinsReportedShare', 'newlyHidden'],
  patches: ['quotedShare', 'fixesMendedShare'],
  learning: ['learnedCalibrationError', 'learnedPrecision', 'learnedTrueKept'],
  charts: ['chartsP95Ms1M', 'filteredChartsP95Ms1M', 'comparedChartsP95Ms1M', 'dashboardP95Ms1M'],
  'charts above 1M': [
    'chartsP95Ms10M',
    'filteredChartsP95Ms10M',
    'comparedChartsP95Ms10M',
    'dashboardP95Ms10M',
  ],
  overview: ['overviewPageP95Ms'],
  runs: ['runsPageP95Ms', 'deepPageP95Ms', 'narrowedRunsP95Ms'],
  run: ['runPageP95Ms'],
  ingest: ['ingestPerSecond'],
  pixels: ['commitToPixelP95Ms'],
  'first-load': ['firstLoadKb', 'largestPaintMs', 'layoutShift'],
}

/** Names of the figures that these parts promise and did not measure: a bound that was not looked at is not kept. */
export function unmeasured(parts: readonly string[], figures: Record<string, Figure>): string[] {
  return parts.flatMap((part) => PROMISED[part] ?? []).filter((name) => figures[name] === undefined)
}

/** The bound of a figure in words, or '' when it has none. */
export function boundText(name: string): string {
  const bound = BOUNDS[name]
  if (bound === undefined) return ''
  return 'most' in bound ? `≤ ${bound.most}` : `≥ ${bound.least}`
}

/** What a bench of these parts must say before it fails: the figures that miss their bound, and those it has not measured. */
export function whatIsMissed(parts: readonly string[], figures: Record<string, Figure>): string[] {
  const over = missedBounds(figures).map(
    (name) => `${name} (${figures[name]?.value.toFixed(3)}, ${boundText(name)})`,
  )
  return [...over, ...unmeasured(parts, figures).map((name) => `${name} (not measured)`)]
}

/** Names of the figures that miss their bound. What is no number misses it too. */
export function missedBounds(figures: Record<string, Figure>): string[] {
  return Object.entries(figures).flatMap(([name, { value }]) => {
    const bound = BOUNDS[name]
    if (bound === undefined) return []
    const isKept = 'most' in bound ? value <= bound.most : value >= bound.least
    return isKept ? [] : [name]
  })
}
