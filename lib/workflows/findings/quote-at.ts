import { linesOf } from '@/lib/analysis/patches/apply-edits'
import type { CodeRange } from '@/lib/domain/finding'

/** The text at a range; columns count characters as Python does, so that a smiley is one. */
export function quoteAt(source: string, { startLine, startColumn, endLine, endColumn }: CodeRange): string {
  const lines = linesOf(source.replace(/^\uFEFF/, ''))
    .slice(startLine - 1, endLine)
    .map((line) => [...line])
  return lines
    .map((line, index) => {
      const from = index === 0 ? startColumn : 0
      const to = index === lines.length - 1 ? endColumn : line.length
      return line.slice(from, to).join('')
    })
    .join('')
}
