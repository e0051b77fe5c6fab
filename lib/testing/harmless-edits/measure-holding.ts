import type { Detection } from '@/lib/domain/finding'
import type { ReadEdit } from './make-edits'

export interface Holding {
  edits: number
  /** fingerprints that should be the same after an edit, and how many are */
  wanted: number
  held: number
  /** statements repeated, and how many of them are reported as new */
  twins: number
  twinsReported: number
  /** findings that an edit made, but that carry the name of an earlier one: a dismissal would hide them */
  newlyHidden: number
  /** what was lost, for people */
  lost: string[]
}

/** Do the names of findings outlive these edits? Compares what is found before and after each. */
export function measureHolding(edited: ReadEdit[]): Holding {
  const result: Holding = {
    edits: 0,
    wanted: 0,
    held: 0,
    twins: 0,
    twinsReported: 0,
    newlyHidden: 0,
    lost: [],
  }
  for (const edit of edited) {
    if (edit.kind === 'twin') countTwin(result, edit, edit.after)
    else countHeld(result, edit, edit.after)
  }
  return result
}

function countHeld(result: Holding, { kind, module, before }: ReadEdit, now: Detection[]): void {
  const nameOf = (detection: Detection) =>
    kind === 'move' ? detection.movedFingerprint : detection.fingerprint
  const names = new Set(now.map(nameOf))
  result.edits += 1
  for (const detection of before) {
    result.wanted += 1
    if (names.has(nameOf(detection))) result.held += 1
    else
      result.lost.push(
        `${kind} ${module.path}:${detection.range.startLine} ${detection.rule} ${detection.quote.slice(0, 80)}`,
      )
  }
  // Two findings with one old name: a dismissal of it would hide both.
  const old = new Set(before.map(nameOf))
  result.newlyHidden += Math.max(0, now.filter((detection) => old.has(nameOf(detection))).length - old.size)
}

/** After a statement was repeated there are more findings, and at least as many new names; no two share one. */
function countTwin(result: Holding, { before, module }: ReadEdit, now: Detection[]): void {
  if (now.length <= before.length) return
  const old = new Set(before.map(({ fingerprint }) => fingerprint))
  const fresh = now.filter(({ fingerprint }) => !old.has(fingerprint)).length
  result.twins += 1
  const added = now.length - before.length
  if (fresh >= added) result.twinsReported += 1
  else result.lost.push(`twin in ${module.path}: ${fresh} of ${added} are new`)
  // Of twins nobody knows which is the old one: an old name on either could hide the new one.
  const sameText = (one: Detection, other: Detection) =>
    one.rule === other.rule && one.qualifiedName === other.qualifiedName && one.quote === other.quote
  result.newlyHidden += now.filter(
    (detection) =>
      old.has(detection.fingerprint) &&
      now.filter((other) => sameText(detection, other)).length >
        before.filter((other) => sameText(detection, other)).length,
  ).length
}
