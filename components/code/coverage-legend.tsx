import type { LineCoverage } from '@/lib/domain/check'
import type { LineState } from './coverage-by-line'
import './code.css'

const STATES: { state: LineState; word: string }[] = [
  { state: 'covered', word: 'covered' },
  { state: 'partial', word: 'partly' },
  { state: 'missing', word: 'not covered' },
]

/** What the marks mean. */
export function CoverageLegend() {
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-1 text-dim text-xs">
      {STATES.map(({ state, word }) => (
        <li key={state} className="flex items-center gap-1.5">
          <span className="code-mark h-3.5" data-state={state} aria-hidden />
          {word}
        </li>
      ))}
    </ul>
  )
}

/** "covered 41 of 44 lines, 10 of 12 branches": counts with their n, no rounding. */
export function coverageSentence(coverage: LineCoverage): string {
  const lines = `${coverage.coveredStatements} of ${coverage.statements} lines`
  if (coverage.branches === 0) return `covered ${lines}; no branches`
  return `covered ${lines}, ${coverage.coveredBranches} of ${coverage.branches} branches`
}
