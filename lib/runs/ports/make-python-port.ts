import 'server-only'
import { materialiseSnapshot } from '@/lib/projects/materialise-snapshot'
import { dropTests } from '@/lib/python/drop-tests'
import { listTests } from '@/lib/python/list-tests'
import { mergeTests } from '@/lib/python/merge-tests'
import { observeModule } from '@/lib/python/observe/observe-module'
import { outlineModule } from '@/lib/python/outline-module'
import { runTests } from '@/lib/python/run-tests'
import { tryImport } from '@/lib/python/try-import'
import type { PythonPort } from '@/lib/workflows/python-port'
import type { LoadedRun } from '../execution/load-run-input'
import { outlineWithoutPython } from './outline-without-python'
import { toTestExecution } from './to-test-execution'

/**
 * Python in the sandbox, on the run's snapshot. Every method throws the signal's reason when the run is cancelled
 * meanwhile: what a killed process left is no result.
 */
export async function makePythonPort(
  run: Pick<LoadedRun, 'snapshotId' | 'input'>,
  signal: AbortSignal,
): Promise<PythonPort> {
  const { dir: projectDir } = await materialiseSnapshot(run.snapshotId)
  const { sourceRoot, moduleName, modulePath } = run.input
  const module = { projectDir, sourceRoot, moduleName, modulePath, signal }

  async function unlessCancelled<T>(result: Promise<T>): Promise<T> {
    const value = await result
    signal.throwIfAborted()
    return value
  }

  return {
    async outline() {
      const outline = await unlessCancelled(outlineModule(module))
      return 'unavailable' in outline ? outlineWithoutPython(run.input.source) : outline
    },
    tryImport: () => unlessCancelled(tryImport(module)),
    async observe(options) {
      const observed = await unlessCancelled(observeModule({ ...module, ...options }))
      return {
        testSource: observed.testSource,
        reasonText: observed.reason?.text ?? null,
        tests: observed.stats?.tests ?? 0,
        functions: observed.functions.map(({ qualifiedName, lines, coveredLines }) => ({
          qualifiedName,
          lines,
          coveredLines,
        })),
        durationMs: observed.durationMs,
      }
    },
    async runTests(testSource, { hashSeed }) {
      return toTestExecution(await unlessCancelled(runTests({ ...module, testSource, hashSeed })))
    },
    listTests: (testSource) => unlessCancelled(listTests(testSource, signal)),
    dropTests: (testSource, ids) => unlessCancelled(dropTests(testSource, ids, signal)),
    mergeTests: (first, second) => unlessCancelled(mergeTests(first, second, signal)),
  }
}
