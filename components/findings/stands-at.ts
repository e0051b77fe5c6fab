import type { CodeRange } from '@/lib/domain/finding'

/** Whether the quote still stands at its range: of a finding from an earlier state of the module it may not. */
export function standsAt(source: string, { range, quote }: { range: CodeRange; quote: string }): boolean {
  const line = source.split('\n')[range.startLine - 1]
  const [first = ''] = quote.split('\n')
  // Columns count characters, JavaScript's index counts halves of some of them.
  return line !== undefined && [...line].slice(range.startColumn).join('').startsWith(first)
}
