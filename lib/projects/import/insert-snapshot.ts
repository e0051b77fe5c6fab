import 'server-only'
import type { Transaction } from '@/lib/db/db'
import type { Actor } from './actor'
import { holdBlobs } from './hold-blobs'
import type { SnapshotDraft } from './prepare-snapshot'

/** Inserts the snapshot's rows; its contents were stored before. Returns its id. */
export async function insertSnapshot(
  tx: Transaction,
  actor: Actor,
  projectId: string,
  draft: SnapshotDraft,
): Promise<string> {
  const { teamId, userId: createdBy } = actor
  await holdBlobs(tx, draft.files)
  const { id: snapshotId } = await tx.snapshot.create({
    data: {
      teamId,
      projectId,
      createdBy,
      commit: draft.commit,
      ref: draft.ref,
      contentHash: draft.contentHash,
      fileCount: draft.files.length,
      moduleCount: draft.modules.length,
      totalBytes: draft.files.reduce((sum, file) => sum + file.content.length, 0),
      skipped: draft.skipped,
    },
  })
  await tx.snapshotFile.createMany({
    data: draft.files.map(({ path, hash, content }) => ({
      snapshotId,
      path,
      blobHash: hash,
      bytes: content.length,
    })),
  })
  await tx.module.createMany({
    data: draft.modules.map(({ syntaxError, ...module }) => ({
      ...module,
      teamId,
      projectId,
      snapshotId,
      syntaxError: syntaxError ?? undefined,
    })),
  })
  return snapshotId
}
