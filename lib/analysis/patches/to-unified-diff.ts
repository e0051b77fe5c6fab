import 'server-only'
import type { LineEdit } from '@/lib/domain/finding'
import { applyEdits, linesOf, orderEdits } from './apply-edits'

const CONTEXT_LINES = 3

type Hunk = { oldStart: number; oldCount: number; newStart: number; newCount: number; lines: string[] }

/**
 * The edits as a patch that `git apply` and `patch -p1` take, or null when they cannot be made. `path` is the module's path in
 * the project.
 */
export function toUnifiedDiff(path: string, source: string, edits: LineEdit[]): string | null {
  const ordered = orderEdits(source, edits)
  const after = applyEdits(source, edits)
  if (ordered === null || after === null) return null
  const hunks = groupEdits(ordered).map(toHunk(linesOf(source), linesOf(after)))
  const text = hunks.map(({ oldStart, oldCount, newStart, newCount, lines }) => {
    const head = `@@ -${rangeText(oldStart, oldCount)} +${rangeText(newStart, newCount)} @@\n`
    return head + lines.join('')
  })
  return `--- a/${path}\n+++ b/${path}\n${text.join('')}`
}

/** An empty range is named by the line before it. */
function rangeText(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`
}

/** Edits whose context would touch are one hunk. */
function groupEdits(ordered: LineEdit[]): LineEdit[][] {
  const groups: LineEdit[][] = []
  for (const edit of ordered) {
    const last = groups.at(-1)?.at(-1)
    if (last !== undefined && edit.startLine - last.endLine - 1 <= 2 * CONTEXT_LINES)
      groups.at(-1)?.push(edit)
    else groups.push([edit])
  }
  return groups
}

function toHunk(before: string[], after: string[]) {
  let shift = 0
  return (edits: LineEdit[]): Hunk => {
    const first = edits[0]?.startLine ?? 1
    const last = edits.at(-1)?.endLine ?? 0
    const oldStart = Math.max(1, first - CONTEXT_LINES)
    const oldEnd = Math.min(before.length, last + CONTEXT_LINES)
    const newStart = oldStart + shift
    const lines: string[] = []
    const push = (sign: string, text: string | undefined) => {
      if (text !== undefined)
        lines.push(/\n$/.test(text) ? `${sign}${text}` : `${sign}${text}\n\\ No newline at end of file\n`)
    }
    let oldLine = oldStart
    let newLine = newStart
    for (const edit of edits) {
      for (; oldLine < edit.startLine; oldLine += 1, newLine += 1) push(' ', before[oldLine - 1])
      for (; oldLine <= edit.endLine; oldLine += 1) push('-', before[oldLine - 1])
      const added = linesOf(edit.replacement).length
      for (let count = 0; count < added; count += 1, newLine += 1) push('+', after[newLine - 1])
      shift += added - (edit.endLine - edit.startLine + 1)
    }
    for (; oldLine <= oldEnd; oldLine += 1, newLine += 1) push(' ', before[oldLine - 1])
    return { oldStart, oldCount: oldLine - oldStart, newStart, newCount: newLine - newStart, lines }
  }
}
