import { observeModule } from '@/lib/python/observe/observe-module'
import { plantMistakes } from '@/lib/python/plant-mistakes'
import { prepareResolver } from '@/lib/python/resolve-module'
import { runTests } from '@/lib/python/run-tests'

const BUDGET_MS = 30_000
const SEED = 1
/** Neither is a seed that generation itself used. */
const HASH_SEEDS = [101, 202]

export type ModuleMeasure = {
  path: string
  tests: number
  lineShare: number
  branchShare: number | null
  /** generation and both verification runs */
  seconds: number
  passesTwice: boolean
  /** mistakes planted in the lines that the tests run, and those that they caught; 0: none could be */
  mutantsRun: number
  mutantsKilled: number
  mistakesSeconds: number
  /** why there are no tests, or what went wrong with them */
  problem: string | null
}

/** Generates tests for one module, runs them twice unedited under different hash seeds, and measures coverage. */
export async function measureModule(
  projectDir: string,
  paths: string[],
  modulePath: string,
): Promise<ModuleMeasure> {
  const { sourceRoot, moduleName } = prepareResolver(paths)(modulePath)
  const at = { projectDir, sourceRoot, moduleName, modulePath }
  const began = performance.now()
  const observed = await observeModule({ ...at, budgetMs: BUDGET_MS, seed: SEED })
  const { testSource } = observed
  const runs = []
  for (const hashSeed of testSource === null ? [] : HASH_SEEDS) {
    runs.push(await runTests({ ...at, testSource: testSource ?? '', hashSeed }))
  }
  const seconds = (performance.now() - began) / 1000
  const failing = runs.flatMap((run) =>
    run.tests.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id),
  )
  const problems = runs.flatMap((run) => run.problems)
  const coverage = runs[0]?.coverage ?? null
  const isGreen = testSource !== null && failing.length === 0 && problems.length === 0
  const coveredLines = coverage?.executed ?? []
  const planted = isGreen ? await plantMistakes({ ...at, testSource, coveredLines, seed: modulePath }) : null
  return {
    path: modulePath,
    tests: observed.stats?.tests ?? 0,
    // Nothing measured counts as nothing covered.
    lineShare: coverage === null ? 0 : (share(coverage.coveredStatements, coverage.statements) ?? 0),
    branchShare: coverage === null ? 0 : share(coverage.coveredBranches, coverage.branches),
    seconds,
    passesTwice:
      runs.length === HASH_SEEDS.length &&
      runs.every((run) => run.complete && run.passed > 0 && run.passed === run.tests.length),
    mutantsRun: planted?.measured?.mutantsRun ?? 0,
    mutantsKilled: planted?.measured?.mutantsKilled ?? 0,
    mistakesSeconds: (planted?.durationMs ?? 0) / 1000,
    problem:
      observed.reason?.text ??
      problems[0] ??
      (failing.length > 0 ? `fails: ${[...new Set(failing)].join(', ')}` : null),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
