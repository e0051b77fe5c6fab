import { createHash } from 'node:crypto'
import type { Candidate, ReviewFile, Unit } from './candidate'
import { showUnit } from './plan-units'

/** How candidates are called within one question: c1, c2 … */
export const candidateId = (index: number) => `c${index + 1}`

/** The candidates of a question as its prompt lists them, with lines as the unit counts them. */
export function describeCandidates(unit: Unit, candidates: readonly Candidate[]): string {
  return candidates
    .map(({ detection, kind }, index) => {
      const { rule, severity, category, range, quote, message, trigger, trace } = detection
      const line = unit.lines.indexOf(range.startLine) + 1
      const by = kind === 'flag' ? 'a first reading' : `static analysis (${kind})`
      return [
        `${candidateId(index)}: ${rule} (${severity}, ${category}), line ${line}, seen by ${by}`,
        `  quote: ${quote.split('\n')[0]?.trim() ?? ''}`,
        `  says: ${message}`,
        ...(trigger === null ? [] : [`  trigger: ${trigger}`]),
        ...trace.map((step) => `  way: ${step.text}`),
      ].join('\n')
    })
    .join('\n\n')
}

/** What the unit calls of its own file, as a prompt shows it. */
export function describeCallees({ callees }: Unit): string {
  return callees.length === 0 ? 'It calls nothing of its own file.' : callees.join('\n')
}

/** sha256 over what a question shows; where it stands in its file is not in it. */
export function hashQuestion(
  unit: Unit,
  file: ReviewFile,
  candidates: readonly Candidate[],
  more: readonly string[] = [],
): string {
  const parts = [showUnit(unit, file), describeCallees(unit), describeCandidates(unit, candidates), ...more]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
