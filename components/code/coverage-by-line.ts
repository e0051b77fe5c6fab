import type { LineCoverage } from '@/lib/domain/check'

export type LineState = 'covered' | 'partial' | 'missing'

/** State by 1-based line. A line that is neither code nor measured has no entry. */
export function coverageByLine(coverage: LineCoverage): Map<number, LineState> {
  const states = new Map<number, LineState>()
  for (const line of coverage.executed) states.set(line, 'covered')
  for (const line of coverage.partial) states.set(line, 'partial')
  for (const line of coverage.missing) states.set(line, 'missing')
  return states
}

/** First lines of each uncovered or half-covered stretch, for "next gap". */
export function gapStarts(states: ReadonlyMap<number, LineState>): number[] {
  const lines = [...states.entries()].filter(([, state]) => state !== 'covered').map(([line]) => line)
  lines.sort((one, other) => one - other)
  return lines.filter((line, index) => index === 0 || (lines[index - 1] ?? 0) < line - 1)
}
