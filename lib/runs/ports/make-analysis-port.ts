import 'server-only'
import { analyseSources } from '@/lib/analysis/analyse-sources'
import { type GatherRequest, gatherByModule } from '@/lib/analysis/gather-by-module'
import { loadRules } from '@/lib/analysis/load-rules'
import { checkFixes } from '@/lib/analysis/patches/check-fix'
import { AssayError } from '@/lib/domain/assay-error'
import { loadContext } from '@/lib/projects/load-context'
import { readModules } from '@/lib/python/read-modules'
import { findToolchain } from '@/lib/python/toolchain'
import type { AnalysisPort, Evidence, SourceFile } from '@/lib/workflows/analysis-port'
import type { LoadedRun } from '../execution/load-run-input'
import type { SlotHolder } from '../slots/fair-slots'
import { cpuPlaces } from '../slots/worker-slots'
import { findStoredModule } from './find-stored-module'
import { projectTests } from './project-tests'

/** Static analysis of the run's snapshot, each time in a slot of its own; throws the signal's reason when cancelled. */
export function makeAnalysisPort(
  run: Pick<LoadedRun, 'snapshotId' | 'input'>,
  signal: AbortSignal,
  holder: SlotHolder,
): AnalysisPort {
  let context: ReturnType<typeof loadContext> | undefined
  const contextOf = () => {
    context ??= loadContext(run.snapshotId)
    return context
  }
  async function inSlot<T>(work: () => Promise<T>): Promise<T> {
    const value = await cpuPlaces().use(holder, signal, work)
    signal.throwIfAborted()
    return value
  }
  const tests = new Map<string, ReturnType<typeof projectTests>>()
  // A text that no snapshot holds, as of most changes, has no folder in which its tests could be run.
  async function testsOf({ path, source }: SourceFile): Promise<ReturnType<typeof projectTests> | undefined> {
    const module = await findStoredModule(run.snapshotId, { path, source })
    if (module === null) return undefined
    const ready = tests.get(path) ?? projectTests({ snapshotId: run.snapshotId, module }, signal)
    tests.set(path, ready)
    return ready
  }
  return {
    async gather(files) {
      const context = await contextOf()
      return inSlot(() => gatherEvidence({ modules: files, context, signal }))
    },
    async kinds() {
      const rules = [...(await loadRules()).values()]
      return rules.map(({ id, title, category, severity, cwe }) => ({ id, title, category, severity, cwe }))
    },
    async locate({ path, source }, places) {
      if (places.length === 0) return []
      const [found] = await inSlot(() => analyseSources([{ path, source, rules: [], places }], signal))
      return places.map((_, index) => found?.places[index] ?? null)
    },
    async checkFixes(file, detections) {
      const context = await contextOf()
      const runTests = await testsOf(file)
      return inSlot(() => checkFixes({ ...file, detections, context, runTests, signal }))
    },
  }
}

/** All evidence and the symbols of the files; without Python or a sandbox the reason. */
async function gatherEvidence(request: GatherRequest): Promise<Evidence> {
  const toolchain = await findToolchain()
  if ('reason' in toolchain) return { unavailable: 'no-python', text: toolchain.reason }
  const { modules, signal } = request
  try {
    const gathered = await gatherByModule(request)
    const facts = await readModules(modules, { signal })
    return {
      files: modules.map(({ path }, index) => {
        const read = facts[index]
        return {
          path,
          syntaxError: read?.syntaxError ?? null,
          unread: gathered.modules[index]?.unread ?? null,
          looked: gathered.modules[index]?.looked ?? [],
          detections: gathered.modules[index]?.detections ?? [],
          symbols: read?.symbols ?? [],
        }
      }),
      notes: gathered.notes.map(({ path, text }) => (path === null ? text : `${path}: ${text}`)),
      tools: gathered.tools.map(({ tool, version, modules: count }) => ({ tool, version, modules: count })),
    }
  } catch (error) {
    if (error instanceof AssayError && error.code === 'unavailable')
      return { unavailable: 'no-sandbox', text: error.message }
    throw error
  }
}
