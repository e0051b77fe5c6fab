import type { CheckFigures, FailureCause } from '@/lib/domain/check'
import type {
  ImportResult,
  MistakesRun,
  ModuleOutline,
  ObservedTests,
  PythonPort,
} from '@/lib/workflows/python-port'

export interface FakePythonOptions {
  observed?: string | null
  /** decides whether a test passes in an execution with this seed; default: all pass */
  passes?: (name: string, hashSeed: number) => boolean
  /** what a failing test says; default: an assertion that failed */
  failure?: (name: string, hashSeed: number) => string | null
  /** tests that are skipped instead of run */
  skips?: (name: string) => boolean
  /** the limit that failing tests met, and the one that ended the execution */
  cause?: FailureCause
  ended?: CheckFigures['ended']
  /** exit code of an execution whatever its tests did: a crash at exit, lost results */
  exitCode?: (names: string[]) => number
  imported?: ImportResult
  outline?: Partial<ModuleOutline>
  notExecuted?: 'no-sandbox' | 'no-python'
  /** what observation gave up */
  notes?: string[]
  /** what became of planted mistakes; default: three of four were noticed */
  mistakes?: Partial<MistakesRun>
  /** observation was stopped by the clock */
  cutShort?: boolean
}

export const fakeOutline: ModuleOutline = {
  pythonVersion: '3.11',
  canonicalHash: 'canonical',
  dependenciesHash: 'dependencies',
  symbols: [],
  branches: 2,
  codeLines: 20,
  syntaxError: null,
}

const namesIn = (source: string) => [...source.matchAll(/^def (test_\w+)/gm)].map((match) => match[1] ?? '')
const blocksOf = (source: string) => source.split(/\n(?=def )/)

function linesOf(source: string, block: string): { startLine: number; endLine: number } {
  const startLine = source.slice(0, source.indexOf(block)).split('\n').length
  return { startLine, endLine: startLine + block.trimEnd().split('\n').length - 1 }
}

/** Python without Python: tests are the `def test_…` of a text, and `passes` says how each ends. Counts its executions. */
export function fakePython(
  options: FakePythonOptions = {},
): PythonPort & { executions: string[][]; plantedIn: string[][] } {
  const { passes = () => true, skips = () => false } = options
  const executions: string[][] = []
  const plantedIn: string[][] = []
  return {
    executions,
    plantedIn,
    outline: async () => ({ ...fakeOutline, ...options.outline }),
    tryImport: async () => options.imported ?? { ok: true, note: null },
    async observe(): Promise<ObservedTests> {
      const { observed = null } = options
      return {
        testSource: observed,
        reason: observed === null ? 'nothing-testable' : null,
        reasonText: observed === null ? 'It holds no code.' : null,
        tests: namesIn(observed ?? '').length,
        functions: [{ qualifiedName: 'go', lines: 4, coveredLines: 3 }],
        notes: options.notes ?? [],
        durationMs: 1,
        isComplete: options.cutShort !== true,
      }
    },
    async runTests(source, { hashSeed }) {
      const names = namesIn(source)
      executions.push(names)
      const tests = names.map((name) => {
        const passed = passes(name, hashSeed)
        return {
          id: `test_mod.py::${name}`,
          outcome: skips(name) ? ('skipped' as const) : passed ? ('passed' as const) : ('failed' as const),
          durationMs: 1,
          message:
            passed || skips(name) ? null : (options.failure?.(name, hashSeed) ?? `AssertionError in ${name}`),
          ...(passed ? {} : { cause: options.cause }),
        }
      })
      const failed = tests.filter((test) => test.outcome === 'failed').length
      const skipped = tests.filter((test) => test.outcome === 'skipped').length
      return {
        figures: {
          testsPassed: tests.length - failed - skipped,
          testsSkipped: skipped,
          testsFailed: failed,
          tests,
          ended: options.ended ?? 'exited',
          coverage: {
            path: 'mod.py',
            executed: [1, 2, 3],
            missing: [4],
            partial: [],
            excluded: [],
            statements: 4,
            coveredStatements: 3,
            branches: 2,
            coveredBranches: 1,
          },
        },
        exitCode: options.exitCode?.(names) ?? (failed === 0 && tests.length > 0 ? 0 : 1),
        command: 'python3 -m pytest',
        durationMs: 1,
        sandbox: 'fake',
        log: 'the log',
        notExecuted: options.notExecuted ?? null,
      }
    },
    async plantMistakes(source) {
      plantedIn.push(namesIn(source))
      return {
        measured: {
          mutantsRun: 4,
          mutantsKilled: 3,
          mutantsTimedOut: 1,
          possible: 9,
          survivors: [{ line: 2, before: 'return 1', after: 'return 2' }],
        },
        reason: null,
        command: 'python3 -m plant',
        durationMs: 1,
        sandbox: 'fake',
        isComplete: true,
        ...options.mistakes,
      }
    },
    async listTests(source) {
      const broken = source.split('\n').findIndex((line) => line.includes('SYNTAX!'))
      if (broken !== -1) return { tests: [], syntaxError: { line: broken + 1, message: 'invalid syntax' } }
      return {
        tests: blocksOf(source).flatMap((block) =>
          namesIn(block).map((id) => ({
            id,
            hasAssertion: block.includes('assert'),
            ...linesOf(source, block),
          })),
        ),
        syntaxError: null,
      }
    },
    dropTests: async (source, ids) =>
      blocksOf(source)
        .filter((block) => !namesIn(block).some((name) => ids.includes(name)))
        .join('\n'),
    async mergeTests(first, second) {
      const taken = new Set(namesIn(first))
      const renamed: Record<string, string> = {}
      for (const name of namesIn(second).filter((each) => taken.has(each))) {
        const number = [2, 3, 4, 5].find((each) => !taken.has(`${name}_${each}`))
        renamed[name] = `${name}_${number}`
      }
      const added = second.replace(/^def (\w+)/gm, (_whole, name) => `def ${renamed[name] ?? name}`)
      return { source: `${first}\n${added}`, renamed }
    },
  }
}
