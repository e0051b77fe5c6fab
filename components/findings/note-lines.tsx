import type { ReactNode } from 'react'
import type { CodeRange } from '@/lib/domain/finding'
import { FindingNote, type NotedFinding } from './finding-note'

interface NotedLines {
  marked: ReadonlySet<number>
  notes: ReadonlyMap<number, ReactNode>
}

/** Lines in which a range is marked at most: a finding about a whole class is not a wall of colour. */
const MOST_MARKED = 12

/** Lines that findings are about, and each finding below the last line of its place (of a long one: below its first). */
export function noteLines<Finding extends NotedFinding>(
  findings: readonly Finding[],
  hrefOf?: (finding: Finding) => string | undefined,
): NotedLines {
  const marked = new Set<number>()
  const byLine = new Map<number, Finding[]>()
  for (const finding of findings) {
    const last = lastNoted(finding.range)
    for (let line = finding.range.startLine; line <= last; line += 1) marked.add(line)
    byLine.set(last, [...(byLine.get(last) ?? []), finding])
  }
  const notes = new Map(
    [...byLine].map(([line, here]) => [
      line,
      here.map((finding) => (
        <FindingNote
          key={`${finding.fingerprint} ${finding.range.startColumn}`}
          finding={finding}
          href={hrefOf?.(finding)}
        />
      )),
    ]),
  )
  return { marked, notes }
}

function lastNoted({ startLine, endLine }: CodeRange): number {
  return endLine - startLine < MOST_MARKED ? endLine : startLine
}
