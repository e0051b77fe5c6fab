import type { LineEdit } from '@/lib/domain/finding'
import type { Unit } from './candidate'
import type { TextEdit } from './opinion'

const linesOf = (text: string) => text.replace(/\r?\n$/, '').split(/\r\n|\r|\n/)
const trimEnd = (line: string) => line.trimEnd()

/** Where these lines stand in the unit, when exactly once and without a gap; null otherwise. */
function findLines(wanted: string[], unit: Unit, texts: string[]): { start: number; end: number } | null {
  const hits = unit.lines.filter((line) =>
    wanted.every(
      (text, offset) =>
        unit.lines.includes(line + offset) && trimEnd(texts[line + offset - 1] ?? '') === trimEnd(text),
    ),
  )
  const [start] = hits
  return hits.length === 1 && start !== undefined ? { start, end: start + wanted.length - 1 } : null
}

/**
 * A model's edits as edits of whole lines. Null when a text to be replaced does not stand exactly once in the unit, or when
 * nothing would change: half a fix is none.
 */
export function toLineEdits(edits: TextEdit[], unit: Unit, source: string): LineEdit[] | null {
  const texts = source.split(/\r\n|\r|\n/)
  const made: LineEdit[] = []
  for (const { before, after } of edits) {
    if (before.trim() === '' || before === after) return null
    const place = findLines(linesOf(before), unit, texts)
    if (place === null) return null
    const replacement = after === '' ? '' : `${linesOf(after).join('\n')}\n`
    made.push({ startLine: place.start, endLine: place.end, replacement })
  }
  return made.length === 0 ? null : made
}
