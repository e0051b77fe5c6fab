import type { DiffHunk } from './code-diff'

/** First and last line of something in the new text, 1-based and inclusive. */
export interface LineSpan {
  startLine: number
  endLine: number
}

/** The lines of the new text that a hunk touches: its own, or, where it only removed, the two that now meet. */
function touchedBy({ newStart, newLines }: DiffHunk): LineSpan {
  return newLines > 0
    ? { startLine: newStart, endLine: newStart + newLines - 1 }
    : { startLine: Math.max(newStart, 1), endLine: newStart + 1 }
}

const overlap = (one: LineSpan, other: LineSpan) =>
  one.startLine <= other.endLine && other.startLine <= one.endLine

/** True when something that stands at these lines of the new text was touched by one of the hunks. */
export function touchesHunks(span: LineSpan, hunks: readonly DiffHunk[]): boolean {
  return hunks.some((hunk) => overlap(touchedBy(hunk), span))
}

/** The innermost of the spans (functions, methods, classes) around each hunk, each span once, in their own order. */
export function spansOfHunks<Span extends LineSpan>(
  spans: readonly Span[],
  hunks: readonly DiffHunk[],
): Span[] {
  const found = new Set<Span>()
  for (const hunk of hunks) {
    const inside = spans.filter((span) => overlap(touchedBy(hunk), span))
    // A span is left out when a narrower one within it holds all of the hunk that it holds itself.
    for (const span of inside) {
      const inner = inside.some(
        (other) => other !== span && holds(span, other) && holds(other, touchedBy(hunk)),
      )
      if (!inner) found.add(span)
    }
  }
  return spans.filter((span) => found.has(span))
}

const holds = (outer: LineSpan, inner: LineSpan) =>
  outer.startLine <= inner.startLine && inner.endLine <= outer.endLine
