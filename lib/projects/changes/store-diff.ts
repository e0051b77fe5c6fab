import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { holdBlobs } from '../import/hold-blobs'
import type { ResolvedDiff } from './resolve-changes'

/** Stores what a launch of changes is about, within its transaction; contents were stored before with `storeBlobs`. */
export async function storeDiff(
  tx: Transaction,
  scope: { launchId: string; teamId: string; projectId: string },
  { title, base, head, files, blobs }: ResolvedDiff,
): Promise<void> {
  await holdBlobs(tx, blobs)
  await tx.diff.create({ data: { ...scope, title, base, head } })
  await tx.diffFile.createMany({
    data: files.map(({ path, oldPath, change, isPython, oldHash, newHash, textLeftOut, hunks }) => ({
      launchId: scope.launchId,
      ...{ path, oldPath, change, isPython, oldHash, newHash, textLeftOut, hunks },
    })),
  })
}
