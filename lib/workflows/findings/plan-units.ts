import type { FileSymbol } from '../analysis-port'
import type { ReviewFile, Unit } from './candidate'

/** Lines around a change outside of functions that are shown with it. */
const AROUND = 3
const MODULE_LEVEL = '<module>'

const linesBetween = (start: number, end: number) =>
  Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => start + index)

/** Signatures of what the text seems to call of its own file; more context than that makes models worse. */
function calleesOf(text: string, own: string, symbols: FileSymbol[]): string[] {
  const names = new Set([...text.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)].map((match) => match[1] ?? ''))
  return symbols
    .filter(({ qualifiedName }) => qualifiedName !== own && names.has(qualifiedName.split('.').at(-1) ?? ''))
    .map(({ qualifiedName, signature }) => `${qualifiedName}: ${signature}`)
}

/**
 * The file in pieces along its syntax: each function or method, and what stands outside of them. Of a change only the pieces
 * that it touches.
 */
export function planUnits(file: ReviewFile, symbols: FileSymbol[]): Unit[] {
  const { path, source, changed } = file
  const texts = source.split(/\r\n|\r|\n/)
  const functions = symbols
    .filter(({ kind }) => kind === 'function')
    .toSorted((a, b) => a.startLine - b.startLine || a.endLine - b.endLine)
  const inFunction = new Set(functions.flatMap(({ startLine, endLine }) => linesBetween(startLine, endLine)))
  const touched = changed === null ? null : new Set(changed)
  const isNear = (line: number) =>
    touched === null || linesBetween(line - AROUND, line + AROUND).some((other) => touched.has(other))
  const outside = linesBetween(1, texts.length).filter((line) => !inFunction.has(line) && isNear(line))
  const textOf = (lines: number[]) => lines.map((line) => texts[line - 1] ?? '').join('\n')
  const unit = (name: string, lines: number[]): Unit => ({
    path,
    name,
    lines,
    callees: calleesOf(textOf(lines), name, symbols),
  })
  const seen = new Map<string, number>()
  const units = functions.flatMap(({ qualifiedName, startLine, endLine }) => {
    const lines = linesBetween(startLine, endLine)
    if (touched !== null && !lines.some((line) => touched.has(line))) return []
    // A property's getter and setter have one name.
    const count = (seen.get(qualifiedName) ?? 0) + 1
    seen.set(qualifiedName, count)
    return [unit(count === 1 ? qualifiedName : `${qualifiedName}~${count}`, lines)]
  })
  const touchesOutside = touched === null || outside.some((line) => touched.has(line))
  const hasOutside = touchesOutside && textOf(outside).trim() !== ''
  return hasOutside ? [unit(MODULE_LEVEL, outside), ...units] : units
}

/** The unit's lines counted from 1, changed ones marked with a plus; places in answers are told by these numbers. */
export function showUnit({ lines }: Unit, { source, changed }: ReviewFile): string {
  const texts = source.split(/\r\n|\r|\n/)
  const touched = new Set(changed ?? [])
  return lines
    .map((line, index) => `${index + 1}${touched.has(line) ? '+' : ' '}| ${texts[line - 1] ?? ''}`)
    .join('\n')
}

/** The unit that shows a line of a file, the smallest first. */
export function unitOfLine(units: Unit[], path: string, line: number): Unit | undefined {
  return units
    .filter((unit) => unit.path === path && unit.lines.includes(line))
    .toSorted((a, b) => a.lines.length - b.lines.length)[0]
}
