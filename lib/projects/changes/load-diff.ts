import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { CodeDiff, DiffFile, DiffHunk, type DiffSummary, summarizeDiff } from '@/lib/domain/code-diff'
import { decodeSource } from '../import/decode-source'

async function readRow(launchId: string) {
  return db().diff.findUnique({ where: { launchId }, include: { files: { orderBy: { path: 'asc' } } } })
}

/** The changes that a launch is about, without their texts; null: it is about modules. */
export async function loadDiffSummary(launchId: string): Promise<DiffSummary | null> {
  const row = await readRow(launchId)
  if (row === null) return null
  const { title, base, head } = row
  const files = row.files.map(({ path, oldPath, change, isPython, textLeftOut, hunks }) => ({
    ...{ path, oldPath, isPython, textLeftOut, oldSource: null, newSource: null },
    change: DiffFile.shape.change.parse(change),
    hunks: z.array(DiffHunk).parse(hunks),
  }))
  return summarizeDiff({ kind: 'diff', title, base, head, files })
}

/** The changes that a launch is about, as they were resolved then; null: it is about modules. */
export async function loadDiff(launchId: string): Promise<CodeDiff | null> {
  const row = await readRow(launchId)
  if (row === null) return null
  const hashes = row.files.flatMap(({ oldHash, newHash }) => [oldHash ?? [], newHash ?? []].flat())
  const blobs = await db().blob.findMany({ where: { hash: { in: [...new Set(hashes)] } } })
  const texts = new Map(blobs.map(({ hash, content }) => [hash, decodeSource(content)]))
  const textOf = (hash: string | null) => {
    if (hash === null) return null
    const text = texts.get(hash)
    if (text === undefined) throw new Error(`content ${hash} of the diff of launch ${launchId} is gone`)
    return text
  }
  const { title, base, head } = row
  return CodeDiff.parse({
    kind: 'diff',
    ...{ title, base, head },
    files: row.files.map(({ oldHash, newHash, ...file }) => ({
      ...file,
      oldSource: textOf(oldHash),
      newSource: textOf(newHash),
    })),
  })
}
