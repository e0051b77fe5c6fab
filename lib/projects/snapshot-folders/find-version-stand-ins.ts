import 'server-only'
import path from 'node:path'
import { db } from '@/lib/db/db'
import { decodeSource } from '../import/decode-source'
import { BUILD_FILES, type BuildFile, generatedVersionFiles } from './generated-version-files'

const isBuildFile = (file: string) => BUILD_FILES.some((name) => name === path.posix.basename(file))

async function readBuildFiles(files: { path: string; blobHash: string }[]): Promise<BuildFile[]> {
  const wanted = files.filter((file) => isBuildFile(file.path))
  if (wanted.length === 0) return []
  const blobs = await db().blob.findMany({ where: { hash: { in: wanted.map((file) => file.blobHash) } } })
  const textByHash = new Map(blobs.map(({ hash, content }) => [hash, decodeSource(content)]))
  return wanted.map((file) => ({ path: file.path, text: textByHash.get(file.blobHash) ?? '' }))
}

/** Paths of the version files that stand-ins are put in for when a snapshot's files are written for the sandbox. */
export async function findVersionStandIns(snapshotId: string): Promise<string[]> {
  const files = await db().snapshotFile.findMany({
    where: { snapshotId },
    select: { path: true, blobHash: true },
  })
  const paths = files.map((file) => file.path)
  return generatedVersionFiles(paths, await readBuildFiles(files))
}
