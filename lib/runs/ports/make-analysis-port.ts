import 'server-only'
import { analyseSources } from '@/lib/analysis/analyse-sources'
import { type GatherRequest, gatherByModule } from '@/lib/analysis/gather-by-module'
import { loadRules } from '@/lib/analysis/load-rules'
import { applyEdits } from '@/lib/analysis/patches/apply-edits'
import { checkFixes } from '@/lib/analysis/patches/check-fix'
import { AssayError } from '@/lib/domain/assay-error'
import type { Detection } from '@/lib/domain/finding'
import type { FixCheck } from '@/lib/domain/finding-row'
import { readModules } from '@/lib/python/read-modules'
import { findToolchain } from '@/lib/python/toolchain'
import type { AnalysisPort, Evidence, SourceFile } from '@/lib/workflows/analysis-port'
import type { LoadedRun } from '../execution/load-run-input'
import type { SlotHolder } from '../slots/fair-slots'
import { cpuSlots } from '../slots/worker-slots'
import { loadContext } from './load-context'
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
  const runProjectTests = projectTests(run, signal)
  async function inSlot<T>(work: () => Promise<T>): Promise<T> {
    const value = await cpuSlots().use(holder, signal, work)
    signal.throwIfAborted()
    return value
  }
  // Of a change there is no folder in which its tests could be run.
  const testsOf = ({ path }: SourceFile) => (path === run.input.modulePath ? runProjectTests : undefined)
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
      return inSlot(async () => {
        const checks = await checkFixes({ ...file, detections, context, runTests: testsOf(file), signal })
        return Promise.all(
          checks.map(async (check, index) => {
            const detection = detections[index]
            return detection?.tool === 'model'
              ? checkModelFix({ ...file, detection, check, runTests: testsOf(file), signal })
              : check
          }),
        )
      })
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

/** No analyser looks for what a model found: it is mended when the code that it quotes is no longer there. */
async function checkModelFix({
  path,
  source,
  detection,
  check,
  runTests,
  signal,
}: SourceFile & {
  detection: Detection
  check: FixCheck
  runTests: ((mended: string) => Promise<FixCheck['tests']>) | undefined
  signal: AbortSignal
}): Promise<FixCheck> {
  const { rule, range, quote, fingerprint, fix } = detection
  const mended = fix === null ? null : applyEdits(source, fix)
  if (mended === null || !check.parses) return check
  const place = { rule, startLine: range.startLine, quote }
  const [after] = await analyseSources([{ path, source: mended, rules: [], places: [place] }], signal)
  const removesFinding = after?.places[0]?.fingerprint !== fingerprint
  const tests = removesFinding && check.addsNone ? await runTests?.(mended) : undefined
  return { ...check, removesFinding, tests: tests ?? 'not-run' }
}
