const PLACEHOLDER = /\{\{[a-zA-Z][a-zA-Z0-9_]*\}\}/

/**
 * The lines (1-based) of a text made by `fillPlaceholders` that hold a value. Empty when the text was not made from this
 * template. A value that holds the words after its own place is taken to end there.
 */
export function filledLines(template: string, filled: string): Set<number> {
  const [head = '', ...literals] = template.split(PLACEHOLDER)
  const lines = new Set<number>()
  if (literals.length === 0 || !filled.startsWith(head)) return lines
  let from = head.length
  for (const [index, literal] of literals.entries()) {
    const isLast = index === literals.length - 1
    const to =
      isLast && filled.endsWith(literal) ? filled.length - literal.length : filled.indexOf(literal, from)
    if (to < from) return new Set()
    if (to > from) for (const line of linesOf(filled, from, to)) lines.add(line)
    from = to + literal.length
  }
  return lines
}

/** The lines that the characters from `from` up to `to` stand on. */
function linesOf(text: string, from: number, to: number): number[] {
  const lineAt = (end: number) => text.slice(0, end).split('\n').length
  const [first, last] = [lineAt(from), lineAt(to)]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
