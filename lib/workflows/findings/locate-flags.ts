import type { Detection, FindingSeverity } from '@/lib/domain/finding'
import type { FindingKind } from '@/lib/domain/model-kinds'
import type { FoundPlace } from '../analysis-port'
import type { WorkflowPorts } from '../define-workflow'
import type { Dropped, ReviewFile, Unit } from './candidate'

/** What a model says of a place, as it says it: nothing of it is believed yet. */
export interface Flag {
  /** counted from 1 in what the question showed */
  line: number
  quote: string
  kind: string
  why: string
}

/** Shorter quotes stand everywhere. */
const LEAST_QUOTE = 3

/** How sure a model is, in the closed words it is asked for; none is as good as having looked. */
export const CONFIDENCE = { certain: 0.85, likely: 0.7, possible: 0.45 } as const

const ORDER: FindingSeverity[] = ['critical', 'high', 'medium', 'low']

/** A model may find something less grave than its kind is, never graver. */
export function milder(kind: FindingSeverity, said: FindingSeverity): FindingSeverity {
  return ORDER.indexOf(said) > ORDER.indexOf(kind) ? said : kind
}

function toDetection(path: string, kind: FindingKind, place: FoundPlace, why: string): Detection {
  return {
    rule: kind.id,
    tool: 'model',
    stage: 'triage',
    severity: kind.severity,
    category: kind.category,
    cwe: kind.cwe,
    path,
    ...place,
    message: why.trim() === '' ? `${kind.title}.` : why.trim(),
    trigger: null,
    trace: [],
    fix: null,
    example: null,
    rawConfidence: CONFIDENCE.possible,
  }
}

/**
 * Finds each quote in the code of its unit. What is called by a name of no list, quotes what stands nowhere, in another unit
 * or in no code at all, is dropped with the reason.
 */
export async function locateFlags(
  ports: WorkflowPorts,
  { file, unit, kinds }: { file: ReviewFile; unit: Unit; kinds: readonly FindingKind[] },
  flags: Flag[],
): Promise<{ located: Detection[]; dropped: Dropped[] }> {
  const kindOf = new Map(kinds.map((kind) => [kind.id, kind]))
  const lineOf = ({ line }: Flag) => unit.lines[line - 1] ?? unit.lines[0] ?? 1
  const known = flags.filter(({ kind, quote }) => kindOf.has(kind) && quote.trim().length >= LEAST_QUOTE)
  const places = await ports.analysis.locate(
    file,
    known.map((flag) => ({ rule: flag.kind, startLine: lineOf(flag), quote: flag.quote })),
  )
  const placeOf = new Map(known.map((flag, index) => [flag, places[index] ?? null]))
  const located: Detection[] = []
  const dropped: Dropped[] = []
  for (const flag of flags) {
    const kind = kindOf.get(flag.kind)
    const place = placeOf.get(flag) ?? null
    const isHere = place !== null && unit.lines.includes(place.range.startLine)
    if (kind !== undefined && place !== null && isHere) {
      located.push(toDetection(unit.path, kind, place, flag.why))
      continue
    }
    const why =
      kind === undefined
        ? 'It names no kind of the list.'
        : isHere || place === null
          ? 'The code that it quotes does not stand there.'
          : 'What it quotes stands outside of the code that it was asked about.'
    const { quote } = flag
    dropped.push({ stage: 'triage', rule: flag.kind, path: unit.path, line: lineOf(flag), quote, why })
  }
  return { located, dropped }
}
