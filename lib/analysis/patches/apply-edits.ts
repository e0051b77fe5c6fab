import 'server-only'
import type { LineEdit } from '@/lib/domain/finding'

/** Each line with its end, as Python counts lines. */
const LINE = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g

/** The lines of a source, each with its end. */
export function linesOf(source: string): string[] {
  return source.match(LINE) ?? []
}

/**
 * The edits in the order of the lines, with the line ends of the source, or null when they cannot all be made: lines that are
 * not there, edits that overlap, two that insert at the same place.
 */
export function orderEdits(source: string, edits: LineEdit[]): LineEdit[] | null {
  const lines = linesOf(source)
  const end = source.includes('\r\n') ? '\r\n' : '\n'
  const ordered = edits.toSorted((a, b) => a.startLine - b.startLine || a.endLine - b.endLine)
  for (const [index, { startLine, endLine }] of ordered.entries()) {
    if (endLine < startLine - 1 || endLine > lines.length) return null
    const before = ordered[index - 1]
    if (before === undefined) continue
    const bothInsert = before.startLine === startLine && before.endLine < startLine && endLine < startLine
    if (before.endLine >= startLine || bothInsert) return null
  }
  const written = ordered.map((edit) => ({
    ...edit,
    replacement: closed(edit.replacement.replace(/\r?\n/g, end), edit.endLine < lines.length ? end : ''),
  }))
  return appendToOpenLine(lines, written, end)
}

/** The source with all edits made, in whatever order they are given, or null when they cannot be. */
export function applyEdits(source: string, edits: LineEdit[]): string | null {
  const ordered = orderEdits(source, edits)
  if (ordered === null) return null
  const lines = linesOf(source)
  const parts: string[] = []
  let next = 1
  for (const { startLine, endLine, replacement } of ordered) {
    parts.push(...lines.slice(next - 1, startLine - 1), replacement)
    next = endLine + 1
  }
  return [...parts, ...lines.slice(next - 1)].join('')
}

/** Text that something follows ends its last line. */
function closed(text: string, end: string): string {
  return text === '' || /[\r\n]$/.test(text) ? text : text + end
}

/** What is added after a last line without an end replaces that line, so that it can get one. */
function appendToOpenLine(lines: string[], ordered: LineEdit[], end: string): LineEdit[] {
  const appended = ordered.at(-1)
  const lastLine = lines.at(-1) ?? ''
  if (appended === undefined || appended.startLine <= lines.length || /[\r\n]$|^$/.test(lastLine))
    return ordered
  const before = ordered.at(-2)
  const joined = (edit: LineEdit) => ({
    ...edit,
    replacement: closed(edit.replacement, end) + appended.replacement,
  })
  if (before !== undefined && before.endLine === lines.length && before.startLine <= lines.length)
    return [...ordered.slice(0, -2), joined(before)]
  const line = { startLine: lines.length, endLine: lines.length, replacement: lastLine }
  return [...ordered.slice(0, -1), joined(line)]
}
