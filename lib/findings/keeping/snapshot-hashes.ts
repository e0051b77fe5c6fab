import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'

/** sha256 of the snapshot's files by path. */
export async function snapshotHashes(
  client: Db | Transaction,
  snapshotId: string,
  paths: string[],
): Promise<Map<string, string>> {
  const files = await client.snapshotFile.findMany({ where: { snapshotId, path: { in: paths } } })
  return new Map(files.map(({ path, blobHash }) => [path, blobHash]))
}
