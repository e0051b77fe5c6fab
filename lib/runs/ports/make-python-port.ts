import 'server-only'
import type { UnverifiedReason } from '@/lib/domain/words'
import { log } from '@/lib/log/log'
import { maskPrinted, maskSecrets } from '@/lib/privacy/mask-texts'
import { materialiseSnapshot } from '@/lib/projects/snapshot-folders/materialise-snapshot'
import { dropTests } from '@/lib/python/drop-tests'
import { listTests } from '@/lib/python/list-tests'
import { mergeTests } from '@/lib/python/merge-tests'
import { observeModule } from '@/lib/python/observe/observe-module'
import type { NotObserved } from '@/lib/python/observe/observed-tests'
import { outlineModule } from '@/lib/python/outline-module'
import { plantMistakes } from '@/lib/python/plant-mistakes'
import { runTests } from '@/lib/python/run-tests'
import { tryImport } from '@/lib/python/try-import'
import type { MistakesRun, PythonPort } from '@/lib/workflows/python-port'
import type { LoadedRun } from '../execution/load-run-input'
import type { SlotHolder } from '../slots/fair-slots'
import { cpuPlaces } from '../slots/worker-slots'
import { describeGivenUp } from './describe-given-up'
import { maskChecked } from './mask-checked'
import { outlineWithoutPython } from './outline-without-python'
import { toTestExecution } from './to-test-execution'

/** The run's word for each way in which observation ends without tests. */
const UNVERIFIED_BY = {
  'missing-dependency': 'missing-dependency',
  'import-error': 'import-error',
  'import-timeout': 'import-error',
  'exits-on-import': 'import-error',
  'name-taken': 'import-error',
  'syntax-error': 'syntax-error',
  'nothing-to-assert': 'nothing-testable',
  'no-sandbox': 'no-sandbox',
  'no-python': 'no-python',
  'out-of-time': 'observation-failed',
  cancelled: 'observation-failed',
  'engine-died': 'observation-failed',
  'engine-error': 'observation-failed',
} satisfies Record<NotObserved['kind'], UnverifiedReason>

/** What the person must know of files that were made up; null: none were. */
function describeStandIns(standIns: string[]): string | null {
  if (standIns.length === 0) return null
  const text = 'would be written by the project’s build: a stand-in with version 0.0.0+unknown was used.'
  return `${standIns.join(', ')} ${text}`
}

const NOT_PLANTED: MistakesRun = {
  measured: null,
  reason: 'The measurement went wrong on our side. Re-run it to try again.',
  command: null,
  durationMs: 0,
  sandbox: null,
  isComplete: false,
}

/** The code that is told of what nobody noticed may hold secrets of the module. */
async function maskPlanted(planted: MistakesRun, runId: string, source: string): Promise<MistakesRun> {
  const { measured, reason } = planted
  const survivors = measured?.survivors ?? []
  const texts = [...survivors.flatMap(({ before, after }) => [before, after]), reason ?? '']
  const masked = await maskPrinted(texts, [source], runId)
  return {
    ...planted,
    reason: reason === null ? null : (masked.at(-1) ?? ''),
    measured:
      measured === null
        ? null
        : {
            ...measured,
            survivors: survivors.map(({ line }, index) => ({
              line,
              before: masked[2 * index] ?? '',
              after: masked[2 * index + 1] ?? '',
            })),
          },
  }
}

/**
 * Python in the sandbox, on the run's snapshot, each time in a slot of its own. Every method throws the signal's reason
 * when the run is cancelled meanwhile: what a killed process left is no result.
 */
export async function makePythonPort(
  run: Pick<LoadedRun, 'teamId' | 'snapshotId' | 'input'>,
  signal: AbortSignal,
  holder: SlotHolder = { teamId: run.teamId, runId: run.input.runId, isInteractive: true },
): Promise<PythonPort> {
  const { runId, sourceRoot, moduleName, modulePath, source } = run.input
  let folder: ReturnType<typeof materialiseSnapshot> | undefined
  /** Made at first use: not every run executes something. */
  function snapshotFolder(): ReturnType<typeof materialiseSnapshot> {
    folder ??= materialiseSnapshot(run.snapshotId)
    return folder
  }

  async function moduleInFolder() {
    const { dir: projectDir } = await snapshotFolder()
    return { projectDir, sourceRoot, moduleName, modulePath, signal }
  }

  async function inSlot<T>(work: () => Promise<T>): Promise<T> {
    const value = await cpuPlaces().use(holder, signal, work)
    signal.throwIfAborted()
    return value
  }

  const masked = async (text: string) => (await maskPrinted([text], [source], runId))[0] ?? ''

  return {
    async outline() {
      const module = await moduleInFolder()
      const outline = await inSlot(() => outlineModule(module))
      return 'unavailable' in outline ? outlineWithoutPython(run.input.source) : outline
    },
    async tryImport() {
      const module = await moduleInFolder()
      const imported = await inSlot(() => tryImport(module))
      if (!imported.ok) return { ...imported, text: await masked(imported.text) }
      return { ok: true, note: describeStandIns((await snapshotFolder()).standIns) }
    },
    async observe(options) {
      const module = await moduleInFolder()
      const observed = await inSlot(() => observeModule({ ...module, ...options }))
      const { testSource } = observed
      return {
        testSource: testSource === null ? null : await maskSecrets(testSource, [source], runId),
        reason: observed.reason === null ? null : UNVERIFIED_BY[observed.reason.kind],
        reasonText: observed.reason === null ? null : await masked(observed.reason.text),
        tests: observed.stats?.tests ?? 0,
        functions: observed.functions.map(({ qualifiedName, lines, coveredLines }) => ({
          qualifiedName,
          lines,
          coveredLines,
        })),
        notes: describeGivenUp(observed.functions),
        durationMs: observed.durationMs,
        isComplete: observed.stats?.outOfTime !== true,
      }
    },
    async runTests(testSource, { hashSeed }) {
      const module = await moduleInFolder()
      const execution = toTestExecution(await inSlot(() => runTests({ ...module, testSource, hashSeed })))
      // Before anybody cuts it: half a secret is found by no rule.
      const { log, figures } = await maskChecked(execution, runId, [source, testSource])
      return { ...execution, figures, log: log ?? '' }
    },
    async plantMistakes(testSource, options) {
      const module = await moduleInFolder()
      try {
        const planted = await inSlot(() => plantMistakes({ ...module, testSource, ...options }))
        return await maskPlanted(planted, runId, source)
      } catch (err) {
        signal.throwIfAborted()
        log.warn({ err, runId }, 'mistakes could not be planted')
        return NOT_PLANTED
      }
    },
    listTests: (testSource) => inSlot(() => listTests(testSource, signal)),
    dropTests: (testSource, ids) => inSlot(() => dropTests(testSource, ids, signal)),
    mergeTests: (first, second) => inSlot(() => mergeTests(first, second, signal, moduleName)),
  }
}
