import 'server-only'
import type { Detection } from '@/lib/domain/finding'
import { analyseSources } from '../analyse-sources'
import { linesOf } from './apply-edits'

type Quoted = Pick<Detection, 'rule' | 'range' | 'quote' | 'fingerprint'>

/** New lines beyond these are not looked at one by one. */
const MOST_FRESH = 200

/**
 * For each detection, in order: true when the statement that it quotes still stands in the text after a change. The same syntax
 * written otherwise, on a new line or in brackets, is the same statement.
 * @throws AssayError `unavailable` when this machine has no Python or no sandbox.
 */
export async function stillStand(
  { path, before, after }: { path: string; before: string; after: string },
  detections: Quoted[],
  signal?: AbortSignal,
): Promise<boolean[]> {
  if (detections.length === 0) return []
  const fresh = freshLines(before, after)
  const places = detections.flatMap(({ rule, range, quote }) => [
    { rule, startLine: range.startLine, quote },
    ...fresh.map((startLine) => ({ rule, startLine })),
  ])
  const [analysis] = await analyseSources([{ path, source: after, rules: [], places }], signal)
  return detections.map(({ fingerprint }, index) => {
    const first = index * (1 + fresh.length)
    const own = analysis?.places.slice(first, first + 1 + fresh.length) ?? []
    return own.some((place) => place?.fingerprint === fingerprint)
  })
}

/** Numbers of the lines that the text before has nowhere. */
function freshLines(before: string, after: string): number[] {
  const known = new Set(linesOf(before).map((line) => line.trim()))
  return linesOf(after)
    .flatMap((line, index) => (known.has(line.trim()) ? [] : [index + 1]))
    .slice(0, MOST_FRESH)
}
