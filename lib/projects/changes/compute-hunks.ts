import 'server-only'
import { diffArrays } from 'diff'
import type { DiffHunk } from '@/lib/domain/code-diff'

/** Above this many edits a stretch counts as replaced whole: the search is quadratic in them. */
const MAX_EDITS = 1000

/** Lines with their ends, so that a missing newline at the end of a file is a change. */
const linesOf = (text: string) => (text === '' ? [] : text.split(/(?<=\n)/))

/** How many lines both texts begin (or, seen from behind, end) with. */
function commonLines(
  before: readonly string[],
  after: readonly string[],
  most: number,
  fromEnd: boolean,
): number {
  const at = (lines: readonly string[], index: number) => lines[fromEnd ? lines.length - 1 - index : index]
  let count = 0
  while (count < most && at(before, count) === at(after, count)) count += 1
  return count
}

/** A side without lines starts at the line before the change, as in `diff -U0`. */
const startOf = (first: number, lines: number) => (lines === 0 ? first - 1 : first)

/** The shortest changes between two texts, line by line, without context. The same texts always give the same hunks. */
export function computeHunks(oldText: string, newText: string): DiffHunk[] {
  const before = linesOf(oldText)
  const after = linesOf(newText)
  const most = Math.min(before.length, after.length)
  const head = commonLines(before, after, most, false)
  const tail = commonLines(before, after, most - head, true)
  const oldMiddle = before.slice(head, before.length - tail)
  const newMiddle = after.slice(head, after.length - tail)
  const whole = [
    { count: oldMiddle.length, removed: true, added: false },
    { count: newMiddle.length, removed: false, added: true },
  ]
  const changes = diffArrays(oldMiddle, newMiddle, { maxEditLength: MAX_EDITS }) ?? whole
  const hunks: DiffHunk[] = []
  let [oldLine, newLine] = [head + 1, head + 1]
  let open = { oldLines: 0, newLines: 0 }
  const close = () => {
    const { oldLines, newLines } = open
    if (oldLines + newLines === 0) return
    const oldStart = startOf(oldLine - oldLines, oldLines)
    hunks.push({ oldStart, oldLines, newStart: startOf(newLine - newLines, newLines), newLines })
    open = { oldLines: 0, newLines: 0 }
  }
  for (const { count, added, removed } of changes) {
    if (!added && !removed) close()
    if (!added) oldLine += count
    if (!removed) newLine += count
    if (added) open.newLines += count
    if (removed) open.oldLines += count
  }
  close()
  return hunks
}
