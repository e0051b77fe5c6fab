import 'server-only'
import { createHash } from 'node:crypto'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { GitChange, GitSide } from '../git/changes/read-git-changes'
import { tooManyFiles } from '../git/changes/read-git-changes'
import { decodePython } from '../import/decode-python'
import { applyPastedDiff, pathsInDiff } from './apply-pasted-diff'
import type { ReadChanges } from './changes-of-git'
import { DIFF_LIMITS } from './diff-limits'

/** Texts of the snapshot's files that the diff names. */
async function readTexts(
  snapshotId: string,
  text: string,
): Promise<Map<string, { text: string; content: Buffer }>> {
  const files = await db().snapshotFile.findMany({
    where: { snapshotId, path: { in: pathsInDiff(text) } },
    select: { path: true, blobHash: true },
  })
  const blobs = await db().blob.findMany({ where: { hash: { in: files.map(({ blobHash }) => blobHash) } } })
  const byHash = new Map(blobs.map(({ hash, content }) => [hash, Buffer.from(content)]))
  return new Map(
    files.flatMap(({ path, blobHash }) => {
      const content = byHash.get(blobHash)
      const decoded = content === undefined ? null : decodePython(content)
      return content === undefined || decoded === null ? [] : [[path, { text: decoded, content }] as const]
    }),
  )
}

/** The bytes of a new text. Refuses a file whose declared encoding is not UTF-8: they could not be read back. */
function encode(path: string, text: string): Buffer {
  const content = Buffer.from(text)
  if (decodePython(content) === text) return content
  throw new AssayError(
    'invalid-input',
    `${path} declares an encoding other than UTF-8. Leave it out of the diff.`,
  )
}

/** What a pasted diff changes in the files of a snapshot. */
export async function changesOfPaste(snapshotId: string, text: string): Promise<ReadChanges> {
  const texts = await readTexts(snapshotId, text)
  const files = applyPastedDiff(text, (path) => texts.get(path)?.text ?? null)
  if (files.length > DIFF_LIMITS.files) throw tooManyFiles()
  const changes = files.map(({ path, oldPath, before, after, leftOut }): GitChange => {
    if (leftOut !== null) return { path, oldPath, before: { leftOut }, after: { leftOut } }
    const old = texts.get(oldPath ?? path)
    const side = (has: string | null, content: () => Buffer): GitSide =>
      has === null ? null : { content: content() }
    return {
      path,
      oldPath,
      before: side(before, () => old?.content ?? encode(path, before ?? '')),
      after: side(after, () => encode(path, after ?? '')),
    }
  })
  const hash = createHash('sha256').update(text).digest('hex')
  return { title: `pasted diff ${hash.slice(0, 8)}`, base: snapshotId, head: `sha256:${hash}`, changes }
}
