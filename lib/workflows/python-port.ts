import type { CheckFigures, MutationFigures } from '@/lib/domain/check'
import type { UnverifiedReason } from '@/lib/domain/words'

/** One execution of a test file against the module under test, in the sandbox. */
export interface TestExecution {
  figures: CheckFigures
  exitCode: number | null
  command: string
  durationMs: number
  sandbox: string
  log: string
  /** null: it ran; otherwise why it could not */
  notExecuted: 'no-sandbox' | 'no-python' | null
}

/** What became of mistakes that were planted in the module under test, one at a time. */
export interface MistakesRun {
  /** null: nothing was measured; `reason` says why, for people */
  measured: MutationFigures | null
  reason: string | null
  command: string | null
  durationMs: number
  sandbox: string | null
  /** all that was planned was tried, and time did not run out before: only this is true the next time, too */
  isComplete: boolean
}

export type ImportResult =
  | { ok: true /** what was done to make it so, for people; null: nothing */; note: string | null }
  | {
      ok: false
      reason: 'missing-dependency' | 'import-error' | 'syntax-error' | 'no-sandbox' | 'no-python'
      text: string
    }

export interface ObservedTests {
  /** null: nothing could be asserted; `reason` and its text say why */
  testSource: string | null
  reason: UnverifiedReason | null
  reasonText: string | null
  tests: number
  /** how many of each function's lines some observed call reached */
  functions: { qualifiedName: string; lines: number; coveredLines: number }[]
  /** which functions were given up and why, for people */
  notes: string[]
  durationMs: number
  /** false: the time ran out before the search ended, so another try may find more */
  isComplete: boolean
}

export interface ListedTests {
  /** empty when the file does not parse */
  tests: { id: string; hasAssertion: boolean; startLine: number; endLine: number }[]
  syntaxError: { line: number; message: string } | null
}

export interface MergedTests {
  source: string
  /** new names, by old ones, of what the second file defines under a name that the first uses otherwise */
  renamed: Record<string, string>
}

/** A function or class of the module, for prompts that cannot hold the whole module. */
export interface ModuleSymbol {
  qualifiedName: string
  kind: 'function' | 'class'
  startLine: number
  endLine: number
  signature: string
  branches: number
  /** sha256 over the symbol's own syntax tree, without comments, whitespace and docstrings */
  canonicalHash: string
  /**
   * sha256 over its syntax tree and what it uses of the module: signatures of functions, heads of classes, statements of
   * imports and constants. An edit elsewhere in the file leaves it as it is.
   */
  contextHash: string
}

export interface ModuleOutline {
  /** e.g. `3.11` */
  pythonVersion: string
  /** sha256 over the syntax tree without comments, whitespace and docstrings */
  canonicalHash: string
  /** the same over all project modules that this one imports, transitively */
  dependenciesHash: string
  symbols: ModuleSymbol[]
  branches: number
  codeLines: number
  syntaxError: { line: number; column: number; message: string } | null
}

/** Everything a workflow asks of Python; each call runs foreign code in the sandbox of this run's snapshot. */
export interface PythonPort {
  outline(): Promise<ModuleOutline>
  tryImport(): Promise<ImportResult>
  observe(options: { budgetMs: number; seed: number }): Promise<ObservedTests>
  runTests(testSource: string, options: { hashSeed: number }): Promise<TestExecution>
  /**
   * Plants mistakes in lines that the tests run and counts those that they notice. `seed`: which of all possible ones;
   * the same for the same. Takes half a minute at most.
   */
  plantMistakes(
    testSource: string,
    options: { coveredLines: readonly number[]; seed: string },
  ): Promise<MistakesRun>
  listTests(testSource: string): Promise<ListedTests>
  /** Removes tests by id and keeps all the rest as it is written. */
  dropTests(testSource: string, ids: string[]): Promise<string>
  /** Joins test files: imports united, clashing names renamed. */
  mergeTests(first: string, second: string): Promise<MergedTests>
}
