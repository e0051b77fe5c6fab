import type { DiffHunk } from '@/lib/domain/code-diff'
import type { RunInput } from '../define-workflow'
import type { ReviewFile } from './candidate'

function changedLines(hunks: readonly DiffHunk[]): number[] {
  const lines = new Set<number>()
  for (const { newStart, newLines } of hunks) {
    // Where lines were only taken out, their neighbours are what changed.
    const first = newLines === 0 ? Math.max(1, newStart) : newStart
    for (let line = first; line < first + Math.max(newLines, 1); line++) lines.add(line)
  }
  return [...lines].sort((a, b) => a - b)
}

/** What the run is about, as texts: its module, or the Python files that a change left behind. */
export function reviewFiles(input: RunInput): ReviewFile[] {
  if (input.diff == null)
    return [{ path: input.modulePath, source: input.source, oldSource: null, changed: null }]
  return input.diff.files.flatMap(({ path, isPython, oldSource, newSource, hunks }) =>
    isPython && newSource !== null && hunks.length > 0
      ? [{ path, source: newSource, oldSource, changed: changedLines(hunks) }]
      : [],
  )
}
