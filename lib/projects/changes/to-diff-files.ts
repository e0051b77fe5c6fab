import 'server-only'
import { createHash } from 'node:crypto'
import { AssayError } from '@/lib/domain/assay-error'
import type { DiffFile } from '@/lib/domain/code-diff'
import { isPython, pathProblem } from '../collect/check-path'
import type { GitChange, GitSide } from '../git/changes/read-git-changes'
import { decodePython } from '../import/decode-python'
import type { HashedFile } from '../import/hash-files'
import { computeHunks } from './compute-hunks'

/** A changed file with the addresses of its contents. */
export interface HashedDiffFile extends DiffFile {
  oldHash: string | null
  newHash: string | null
}

const SNIFFED_BYTES = 8192

interface ReadSide {
  text: string | null
  blob: HashedFile | null
  leftOut: string | null
}

const NOTHING: ReadSide = { text: null, blob: null, leftOut: null }

/** The text of one side; Python in the encoding that it declares, other files in UTF-8. */
function readSide(path: string, side: GitSide): ReadSide {
  if (side === null) return NOTHING
  if ('leftOut' in side) return { ...NOTHING, leftOut: side.leftOut }
  const { content } = side
  if (content.subarray(0, SNIFFED_BYTES).includes(0)) return { ...NOTHING, leftOut: 'binary' }
  const text = decodePython(content)
  if (text === null) return { ...NOTHING, leftOut: 'not text in a known encoding' }
  const hash = createHash('sha256').update(content).digest('hex')
  return { text, blob: { path, content, hash }, leftOut: null }
}

function changeOf({ before, after, oldPath }: GitChange): DiffFile['change'] {
  if (before === null) return 'added'
  if (after === null) return 'removed'
  return oldPath === null ? 'changed' : 'moved'
}

function toDiffFile(change: GitChange): { file: HashedDiffFile; blobs: HashedFile[] } {
  const { path, oldPath } = change
  const before = readSide(oldPath ?? path, change.before)
  const after = readSide(path, change.after)
  const textLeftOut = pathProblem(path) ?? after.leftOut ?? before.leftOut
  const facts = { path, oldPath, isPython: isPython(path), change: changeOf(change), textLeftOut }
  if (textLeftOut !== null) {
    const none = { oldSource: null, newSource: null, oldHash: null, newHash: null, hunks: [] }
    return { file: { ...facts, ...none }, blobs: [] }
  }
  return {
    file: {
      ...facts,
      oldSource: before.text,
      newSource: after.text,
      oldHash: before.blob?.hash ?? null,
      newHash: after.blob?.hash ?? null,
      hunks: computeHunks(before.text ?? '', after.text ?? ''),
    },
    blobs: [before.blob, after.blob].filter((blob) => blob !== null),
  }
}

/** Changed files with texts, hunks and contents to store, by path. Throws `invalid-input` when nothing changed. */
export function toDiffFiles(changes: readonly GitChange[]): { files: HashedDiffFile[]; blobs: HashedFile[] } {
  if (changes.length === 0) {
    throw new AssayError('invalid-input', 'Nothing changed between these two. Choose others.')
  }
  const made = changes.map(toDiffFile)
  return { files: made.map(({ file }) => file), blobs: made.flatMap(({ blobs }) => blobs) }
}
