import 'server-only'
import type { CodeRange, Detection, FindingTool } from '@/lib/domain/finding'

/** A detection, and what kind of fault it says there is: a rule of ours where one looks for the same. */
export interface Candidate {
  detection: Detection
  kind: string
  /** how its tool calls it */
  code: string
}

const TOOL_NAMES: Record<FindingTool, string> = {
  assay: 'Assay',
  ruff: 'Ruff',
  pyright: 'Pyright',
  model: 'The model',
}

/**
 * The detections of one module in the order of the text, with what several say of the same place told once: by the one that
 * explains it best, which names the others. The same kind of fault, or the same weakness (CWE), at places that overlap is the same.
 */
export function mergeDetections(candidates: Candidate[]): Detection[] {
  const kept: { best: Candidate; others: Set<string> }[] = []
  for (const candidate of candidates.toSorted(compareExplanations)) {
    const same = kept.find(({ best }) => saysTheSame(best, candidate))
    if (same === undefined) kept.push({ best: candidate, others: new Set() })
    else if (candidate.detection.tool !== same.best.detection.tool)
      same.others.add(`${TOOL_NAMES[candidate.detection.tool]} (${candidate.code})`)
  }
  return kept.map(({ best, others }) => withOthers(best.detection, [...others].sort())).sort(comparePlaces)
}

function withOthers(detection: Detection, others: string[]): Detection {
  if (others.length === 0) return detection
  const verb = others.length === 1 ? 'says' : 'say'
  return { ...detection, message: `${detection.message} ${others.join(' and ')} ${verb} so, too.` }
}

function saysTheSame(a: Candidate, b: Candidate): boolean {
  const sameFault = a.kind === b.kind || (a.detection.cwe !== null && a.detection.cwe === b.detection.cwe)
  return sameFault && overlap(a.detection.range, b.detection.range)
}

function overlap(a: CodeRange, b: CodeRange): boolean {
  return isBefore(a.startLine, a.startColumn, b) && isBefore(b.startLine, b.startColumn, a)
}

function isBefore(line: number, column: number, { endLine, endColumn }: CodeRange): boolean {
  return line < endLine || (line === endLine && column < endColumn)
}

/** Ours first, which follows values and knows a trigger; then whoever is surer; then in a fixed order. */
function compareExplanations(a: Candidate, b: Candidate): number {
  const rank = ({ detection }: Candidate) =>
    (detection.tool === 'assay' ? 4 : 0) +
    (detection.trace.length > 0 ? 2 : 0) +
    (detection.trigger === null ? 0 : 1)
  return (
    rank(b) - rank(a) ||
    b.detection.rawConfidence - a.detection.rawConfidence ||
    comparePlaces(a.detection, b.detection)
  )
}

function comparePlaces(a: Detection, b: Detection): number {
  return (
    a.range.startLine - b.range.startLine ||
    a.range.startColumn - b.range.startColumn ||
    compareTexts(a.rule, b.rule) ||
    a.range.endLine - b.range.endLine ||
    a.range.endColumn - b.range.endColumn ||
    compareTexts(a.message, b.message)
  )
}

/** By code units: the same on every machine, whatever its language. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
