import 'server-only'
import type { Detection } from '@/lib/domain/finding'
import type { FixCheck } from '@/lib/domain/finding-row'
import { isShownByDefault } from '../default-rules'
import { gatherByModule } from '../gather-by-module'
import { applyEdits } from './apply-edits'
import { stillStand } from './still-stand'

export type FixedDetection = Pick<
  Detection,
  'tool' | 'rule' | 'cwe' | 'qualifiedName' | 'range' | 'quote' | 'fingerprint' | 'fix'
>

export interface FixesToCheck {
  path: string
  source: string
  detections: FixedDetection[]
  /** as the findings were gathered with */
  context?: Record<string, string>
  /** Runs the tests of the project, or those of the run, over the mended source; absent: they are not run. */
  runTests?: (mendedSource: string) => Promise<FixCheck['tests']>
  signal?: AbortSignal
}

/** A fix that cannot be made. */
const FAILED: FixCheck = {
  applies: false,
  parses: false,
  removesFinding: false,
  addsNone: false,
  tests: 'not-run',
}

/**
 * For each detection, in order, what becomes of the module when its fix alone is made in a copy: it applies, still is Python,
 * has one finding of its kind fewer, shows none that it did not show, and keeps the tests green. Tests run only for what holds so far.
 * What only a model found no analyser can miss: it counts as removed when the code that it quotes is gone, and says so.
 * @throws AssayError `unavailable` when this machine has no Python or no sandbox.
 */
export async function checkFixes(wanted: FixesToCheck): Promise<FixCheck[]> {
  const { path, source, detections, context, signal } = wanted
  const mended = detections.map(({ fix }) => (fix === null ? null : applyEdits(source, fix)))
  const changed = mended.filter((text) => text !== null && text !== source)
  if (changed.length === 0) return detections.map(() => FAILED)
  const modules = [source, ...new Set(changed)].map((text) => ({ path, source: text ?? '' }))
  const gathered = await gatherByModule({ modules, context, signal })
  const checks: FixCheck[] = []
  for (const [index, detection] of detections.entries()) {
    const text = mended[index]
    const [before] = gathered.modules
    const after = gathered.modules[modules.findIndex((module) => module.source === text)]
    const compared = before === undefined || after === before ? FAILED : compare(detection, before, after)
    const isByModel = detection.tool === 'model' && compared.parses && typeof text === 'string'
    const check =
      isByModel && before !== undefined && after !== undefined
        ? {
            ...compared,
            ...(await lookForQuote({ path, source, mended: text, signal }, detection, [before, after])),
          }
        : compared
    const holds = check.removesFinding && check.addsNone
    const tests = holds && typeof text === 'string' ? await wanted.runTests?.(text) : undefined
    checks.push({ ...check, tests: tests ?? 'not-run' })
  }
  return checks
}

/** The same for one fix. */
export async function checkFix({
  detection,
  ...rest
}: Omit<FixesToCheck, 'detections'> & { detection: FixedDetection }): Promise<FixCheck> {
  const [check = FAILED] = await checkFixes({ ...rest, detections: [detection] })
  return check
}

type Read = { read: boolean; detections: Detection[] }

function compare(fixed: FixedDetection, before: Read, after: Read | undefined): FixCheck {
  if (after === undefined) return FAILED
  if (!before.read || !after.read) return { ...FAILED, applies: true }
  const shown = countKinds(before.detections.filter(isShownByDefault))
  const shownAfter = countKinds(after.detections.filter(isShownByDefault))
  const countOf = ({ detections }: Read) => countKinds(detections).get(kindOf(fixed)) ?? 0
  return {
    applies: true,
    parses: true,
    removesFinding: countOf(after) < countOf(before),
    addsNone: [...shownAfter].every(([kind, count]) => count <= (shown.get(kind) ?? 0)),
    tests: 'not-run',
  }
}

/**
 * Of what a model found: the statement that it quotes is gone, and where analysers saw the same fault there, they see one fewer.
 * Where they saw none, all that is known is that the code is another one.
 */
async function lookForQuote(
  { path, source, mended, signal }: { path: string; source: string; mended: string; signal?: AbortSignal },
  detection: FixedDetection,
  [before, after]: [Read, Read],
): Promise<Pick<FixCheck, 'removesFinding' | 'isByText'>> {
  const [stands] = await stillStand({ path, before: source, after: mended }, [detection], signal)
  const { rule, cwe, qualifiedName, range, fix } = detection
  // Of twins the other may be what was changed.
  const isTouched = fix?.some(
    ({ startLine, endLine }) => startLine <= range.endLine && endLine >= range.startLine,
  )
  const alike = ({ detections }: Read) =>
    detections.filter(
      (one) =>
        one.qualifiedName === qualifiedName && (one.rule === rule || (cwe !== null && one.cwe === cwe)),
    ).length
  const [had, has] = [alike(before), alike(after)]
  return {
    removesFinding: stands === false && isTouched === true && (had === 0 || has < had),
    isByText: had === 0,
  }
}

/**
 * Rule and function: fingerprints of other findings there may change with the text around them, and after the first of two
 * twins is mended the second has its name.
 */
function kindOf({ rule, qualifiedName }: Pick<Detection, 'rule' | 'qualifiedName'>): string {
  return `${rule}\0${qualifiedName}`
}

function countKinds(detections: Detection[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const detection of detections) counts.set(kindOf(detection), (counts.get(kindOf(detection)) ?? 0) + 1)
  return counts
}
