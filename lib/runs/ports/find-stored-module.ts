import 'server-only'
import { db } from '@/lib/db/db'
import { decodeSource } from '@/lib/projects/import/decode-source'
import type { SourceFile } from '@/lib/workflows/analysis-port'

/** A module as it is imported and where it lies in its project. */
export interface StoredModule {
  modulePath: string
  moduleName: string
  sourceRoot: string
}

/** The snapshot's module at this path where it is this very text, so that it can be run in the snapshot's folder; else null. */
export async function findStoredModule(
  snapshotId: string,
  { path, source }: SourceFile,
): Promise<StoredModule | null> {
  const module = await db().module.findUnique({
    where: { snapshotId_path: { snapshotId, path } },
    select: { name: true, sourceRoot: true, blobHash: true },
  })
  if (module === null) return null
  const { content } = await db().blob.findUniqueOrThrow({ where: { hash: module.blobHash } })
  if (decodeSource(content) !== source) return null
  return { modulePath: path, moduleName: module.name, sourceRoot: module.sourceRoot }
}
