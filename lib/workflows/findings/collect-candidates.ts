import { isShownByDefault } from '@/lib/analysis/default-rules'
import type { Detection, FindingCategory } from '@/lib/domain/finding'
import type { FileEvidence } from '../analysis-port'
import type { Question } from './ask-about'
import type { Candidate, ReviewFile, Unit } from './candidate'
import { unitOfLine } from './plan-units'

/** Weak evidence of these kinds is worth a question; of the others it is taste. */
const WORTH_ASKING: ReadonlySet<FindingCategory> = new Set(['security', 'correctness', 'performance'])

/** The evidence as candidates, in the order of files and text. */
export function evidenceCandidates(files: FileEvidence[]): Candidate[] {
  return files.flatMap(({ detections }) =>
    detections.flatMap((detection): Candidate[] => {
      if (isShownByDefault(detection)) return [{ detection, kind: 'strong', promptHash: null }]
      return WORTH_ASKING.has(detection.category) ? [{ detection, kind: 'weak', promptHash: null }] : []
    }),
  )
}

function saysTheSame(a: Detection, b: Detection): boolean {
  const sameLine = a.path === b.path && a.range.startLine === b.range.startLine
  const sameFault = a.rule === b.rule || (a.cwe !== null && a.cwe === b.cwe)
  return a.fingerprint === b.fingerprint || (sameLine && sameFault)
}

/** Flags that say nothing of which there is evidence already, and nothing twice. */
export function withoutRepeats(flags: Candidate[], evidence: Candidate[]): Candidate[] {
  const kept: Candidate[] = []
  for (const flag of flags) {
    const isKnown = [...evidence, ...kept].some((other) => saysTheSame(other.detection, flag.detection))
    if (!isKnown) kept.push(flag)
  }
  return kept
}

/** The candidates by the unit that shows them, in the order of the units; what stands in no unit is asked about nowhere. */
export function questionsAbout(candidates: Candidate[], units: Unit[], files: ReviewFile[]): Question[] {
  const byUnit = new Map<Unit, Candidate[]>()
  for (const candidate of candidates) {
    const { path, range } = candidate.detection
    const unit = unitOfLine(units, path, range.startLine)
    if (unit !== undefined) byUnit.set(unit, [...(byUnit.get(unit) ?? []), candidate])
  }
  return units.flatMap((unit) => {
    const file = files.find(({ path }) => path === unit.path)
    const own = byUnit.get(unit)
    return file === undefined || own === undefined ? [] : [{ file, unit, candidates: own }]
  })
}
