import { gatherByModule } from '@/lib/analysis/gather-by-module'
import type { Detection } from '@/lib/domain/finding'
import type { SourceFile } from '@/lib/python/read-modules'
import { editHarmlessly, HARMLESS_KINDS, type WantedEdit } from './edit-harmlessly'

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

type Edited = {
  kind: WantedEdit['kind'] | 'move'
  module: SourceFile
  before: Detection[]
  path: string
  source: string
}

/**
 * Do the names of findings outlive edits elsewhere? Makes about `count` seeded edits of modules that have findings, and compares.
 * Every ninth edit moves the file; every tenth repeats a statement that has a finding, which must be told as new.
 */
export async function measureHolding(modules: SourceFile[], count: number, seed: number): Promise<Holding> {
  const first = await gatherByModule({ modules })
  const found = modules.flatMap((module, index) => {
    const before = first.modules[index]?.detections ?? []
    return before.length > 0 ? [{ module, before }] : []
  })
  const edited = await makeEdits(found, count, seed)
  const after = await gatherByModule({ modules: edited.map(({ path, source }) => ({ path, source })) })
  const result: Holding = {
    edits: 0,
    wanted: 0,
    held: 0,
    twins: 0,
    twinsReported: 0,
    newlyHidden: 0,
    lost: [],
  }
  for (const [index, edit] of edited.entries()) {
    const now = after.modules[index]
    if (now === undefined || !now.read) throw new Error(`${edit.path} cannot be read after ${edit.kind}`)
    if (edit.kind === 'twin') countTwin(result, edit, now.detections)
    else countHeld(result, edit, now.detections)
  }
  return result
}

async function makeEdits(found: { module: SourceFile; before: Detection[] }[], count: number, seed: number) {
  const kinds = [...HARMLESS_KINDS, 'move', 'twin'] as const
  const wanted = Array.from({ length: found.length === 0 ? 0 : count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? 'comment'
    const { module, before } = found[Math.floor(index / kinds.length) % found.length] ?? { before: [] }
    return { kind, module: module ?? { path: '', source: '' }, before, seed: seed + index }
  })
  const sources = await editHarmlessly(
    wanted.map(({ kind, module, before, seed: each }) => ({
      source: module.source,
      kind: kind === 'move' ? 'comment' : kind,
      seed: each,
      spared: before.map(({ range }) => range.startLine),
    })),
  )
  return wanted.flatMap(({ kind, module, before }, index): Edited[] => {
    const source = kind === 'move' ? module.source : sources[index]
    if (source === null || source === undefined) return []
    const path = kind === 'move' ? `moved/${module.path.split('/').at(-1)}` : module.path
    return [{ kind, module, before, path, source }]
  })
}

function countHeld(result: Holding, { kind, module, before }: Edited, now: Detection[]): void {
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
function countTwin(result: Holding, { before, module }: Edited, now: Detection[]): void {
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
