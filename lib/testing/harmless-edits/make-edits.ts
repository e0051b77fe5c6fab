import { gatherByModule } from '@/lib/analysis/gather-by-module'
import type { Detection } from '@/lib/domain/finding'
import type { SourceFile } from '@/lib/python/read-modules'
import { editHarmlessly, HARMLESS_KINDS, type WantedEdit } from './edit-harmlessly'

/** A module with findings, after one edit. */
export interface ReadEdit {
  kind: WantedEdit['kind'] | 'move'
  module: SourceFile
  before: Detection[]
  /** where the text is after the edit, and what is found in it */
  path: string
  source: string
  after: Detection[]
}

/**
 * About `count` seeded edits of the modules that have findings, and what is found after each. Every ninth edit moves the file;
 * every tenth repeats a statement that has a finding, which is no harmless one.
 */
export async function makeEdits(modules: SourceFile[], count: number, seed: number): Promise<ReadEdit[]> {
  const first = await gatherByModule({ modules })
  const found = modules.flatMap((module, index) => {
    const before = first.modules[index]?.detections ?? []
    return before.length > 0 ? [{ module, before }] : []
  })
  const edits = await editAll(found, count, seed)
  const read = await gatherByModule({ modules: edits.map(({ path, source }) => ({ path, source })) })
  return edits.map((edit, index) => {
    const now = read.modules[index]
    if (now === undefined || !now.read) throw new Error(`${edit.path} cannot be read after ${edit.kind}`)
    return { ...edit, after: now.detections }
  })
}

async function editAll(found: { module: SourceFile; before: Detection[] }[], count: number, seed: number) {
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
  return wanted.flatMap(({ kind, module, before }, index): Omit<ReadEdit, 'after'>[] => {
    const source = kind === 'move' ? module.source : sources[index]
    if (source === null || source === undefined) return []
    const path = kind === 'move' ? `moved/${module.path.split('/').at(-1)}` : module.path
    return [{ kind, module, before, path, source }]
  })
}
