import type { DiffLine } from './diff-lines'

export type DiffBlock =
  | { kind: 'lines'; lines: DiffLine[] }
  /** a long unchanged stretch that is shown on demand */
  | { kind: 'fold'; lines: DiffLine[] }

/** Unchanged lines kept in sight on each side of a change. */
const CONTEXT = 3

/** Folds unchanged stretches that are far from any change. */
export function foldUnchanged(lines: readonly DiffLine[]): DiffBlock[] {
  const near = new Set<number>()
  lines.forEach((line, index) => {
    if (line.kind === 'same') return
    for (let at = index - CONTEXT; at <= index + CONTEXT; at += 1) near.add(at)
  })
  const blocks: DiffBlock[] = []
  lines.forEach((line, index) => {
    const kind = near.has(index) ? 'lines' : 'fold'
    const last = blocks.at(-1)
    if (last?.kind === kind) last.lines.push(line)
    else blocks.push({ kind, lines: [line] })
  })
  return blocks
}
