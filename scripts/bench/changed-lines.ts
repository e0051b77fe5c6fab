import { diffArrays } from 'diff'
import type { SourceFile } from '@/lib/python/read-modules'
import { readModules } from '@/lib/python/read-modules'

/** Lines of the functions of a text, 1-based, with what stands there; blank ones are left out. */
interface CodeLine {
  line: number
  text: string
}

/** Where a fault is: the lines that its correct twin has otherwise, and the heads of the statements around them. */
export interface FaultPlace {
  lines: Set<number>
  heads: Set<number>
}

/**
 * For each pair of texts the lines of the first that the second has otherwise, within functions: of what is only missing, the
 * lines before and after. `heads`: of each the innermost `if`, `for`, `while`, `with` or `try` around it; a function is none.
 */
export async function findFaults(wrong: SourceFile[], right: SourceFile[]): Promise<FaultPlace[]> {
  const [inWrong, inRight] = [await codeLines(wrong), await codeLines(right)]
  return inWrong.map((lines, index) => {
    const changed = changedLines(lines, inRight[index] ?? [])
    return { lines: changed, heads: new Set([...changed].flatMap((line) => headAround(lines, line) ?? [])) }
  })
}

async function codeLines(modules: SourceFile[]): Promise<CodeLine[][]> {
  const facts = await readModules(modules)
  return modules.map(({ source }, index) => {
    const texts = source.split('\n')
    const functions = (facts[index]?.symbols ?? []).filter(({ kind }) => kind === 'function')
    const lines = new Set(
      functions.flatMap(({ startLine, endLine }) =>
        Array.from({ length: endLine - startLine + 1 }, (_, offset) => startLine + offset),
      ),
    )
    return [...lines]
      .sort((a, b) => a - b)
      .map((line) => ({ line, text: (texts[line - 1] ?? '').trimEnd() }))
      .filter(({ text }) => text !== '')
  })
}

function changedLines(wrong: CodeLine[], right: CodeLine[]): Set<number> {
  const changed = new Set<number>()
  const parts = diffArrays(
    wrong.map(({ text }) => text),
    right.map(({ text }) => text),
  )
  let at = 0
  for (const [index, { added, removed, value }] of parts.entries()) {
    if (added) {
      // What takes the place of other lines is counted with them.
      const isOnlyMissing = parts[index - 1]?.removed !== true && parts[index + 1]?.removed !== true
      for (const beside of isOnlyMissing ? [wrong[at - 1], wrong[at]] : [])
        if (beside !== undefined) changed.add(beside.line)
      continue
    }
    if (removed) for (const { line } of wrong.slice(at, at + value.length)) changed.add(line)
    at += value.length
  }
  return changed
}

const indentOf = (text: string) => text.length - text.trimStart().length

function headAround(lines: CodeLine[], line: number): number | null {
  const own = lines.find((one) => one.line === line)
  if (own === undefined) return null
  const around = lines.findLast((one) => one.line < line && indentOf(one.text) < indentOf(own.text))
  return around === undefined || /^\s*(async )?def\b/.test(around.text) ? null : around.line
}
