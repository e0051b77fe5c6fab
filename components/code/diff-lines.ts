export interface DiffLine {
  kind: 'same' | 'added' | 'removed'
  text: string
  /** 1-based line in the old text; null for an added line */
  oldLine: number | null
  /** 1-based line in the new text; null for a removed line */
  newLine: number | null
}

/** Above this many edits the changed middle is shown as replaced whole: quadratic work would freeze the page. */
const MAX_EDITS = 1000

/** Shortest line diff by Myers' greedy algorithm (An O(ND) Difference Algorithm, 1986). */
export function diffLines(oldText: string, newText: string): DiffLine[] {
  const before = splitLines(oldText)
  const after = splitLines(newText)
  const head = commonPrefix(before, after)
  const tail = commonSuffix(before, after, head)
  const oldMiddle = before.slice(head, before.length - tail)
  const newMiddle = after.slice(head, after.length - tail)

  const result: DiffLine[] = []
  let oldLine = 0
  let newLine = 0
  const push = (kind: DiffLine['kind'], text: string) => {
    if (kind !== 'added') oldLine += 1
    if (kind !== 'removed') newLine += 1
    result.push({
      kind,
      text,
      oldLine: kind === 'added' ? null : oldLine,
      newLine: kind === 'removed' ? null : newLine,
    })
  }
  for (const text of before.slice(0, head)) push('same', text)
  for (const [kind, text] of middleEdits(oldMiddle, newMiddle)) push(kind, text)
  for (const text of before.slice(before.length - tail)) push('same', text)
  return result
}

type Edit = [kind: DiffLine['kind'], text: string]

function splitLines(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

function commonPrefix(before: string[], after: string[]): number {
  let count = 0
  while (count < before.length && count < after.length && before[count] === after[count]) count += 1
  return count
}

function commonSuffix(before: string[], after: string[], head: number): number {
  const most = Math.min(before.length, after.length) - head
  let count = 0
  while (count < most && before[before.length - 1 - count] === after[after.length - 1 - count]) count += 1
  return count
}

function middleEdits(before: string[], after: string[]): Edit[] {
  const trace = furthestReaches(before, after)
  if (trace === null) {
    return [...before.map((text): Edit => ['removed', text]), ...after.map((text): Edit => ['added', text])]
  }
  return walkBack(trace, before, after)
}

/** For each number of edits the furthest old position reached on each diagonal; null when too many edits are needed. */
function furthestReaches(before: string[], after: string[]): Map<number, number>[] | null {
  const reach = new Map<number, number>([[1, 0]])
  const trace: Map<number, number>[] = []
  for (let edits = 0; edits <= Math.min(before.length + after.length, MAX_EDITS); edits += 1) {
    trace.push(new Map(reach))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = startOn(reach, diagonal, edits)
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1
      reach.set(diagonal, x)
      if (x >= before.length && x - diagonal >= after.length) return trace
    }
  }
  return null
}

function startOn(reach: Map<number, number>, diagonal: number, edits: number): number {
  const fromAbove = reach.get(diagonal + 1) ?? -1
  const fromLeft = reach.get(diagonal - 1) ?? -1
  const down = diagonal === -edits || (diagonal !== edits && fromLeft < fromAbove)
  return down ? fromAbove : fromLeft + 1
}

function walkBack(trace: Map<number, number>[], before: string[], after: string[]): Edit[] {
  const edits: Edit[] = []
  let x = before.length
  let y = after.length
  for (let count = trace.length - 1; count >= 0; count -= 1) {
    const reach = trace[count] ?? new Map<number, number>()
    const diagonal = x - y
    const fromAbove = reach.get(diagonal + 1) ?? -1
    const fromLeft = reach.get(diagonal - 1) ?? -1
    const down = diagonal === -count || (diagonal !== count && fromLeft < fromAbove)
    const previousX = down ? fromAbove : fromLeft
    // The edit ended here; everything after it on this diagonal was equal.
    const editEndX = down ? previousX : previousX + 1
    for (; x > editEndX; x -= 1) edits.push(['same', before[x - 1] ?? ''])
    if (count === 0) break
    const editEndY = editEndX - diagonal
    if (down) edits.push(['added', after[editEndY - 1] ?? ''])
    else edits.push(['removed', before[previousX] ?? ''])
    x = previousX
    y = down ? editEndY - 1 : editEndY
  }
  return edits.reverse()
}
