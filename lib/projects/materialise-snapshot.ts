import 'server-only'
import { access, chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { db } from '@/lib/db/db'
import { env } from '@/lib/env'

const BATCH = 200
/** readable for the sandbox's own uid, writable for nobody */
const FILE_MODE = 0o444
const FOLDER_MODE = 0o755

async function exists(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  )
}

async function makeFolders(root: string, paths: string[]): Promise<void> {
  const folders = new Set<string>()
  for (const file of paths) {
    for (let folder = path.posix.dirname(file); folder !== '.'; folder = path.posix.dirname(folder)) {
      folders.add(folder)
    }
  }
  for (const folder of [...folders].sort()) {
    await mkdir(path.join(root, folder))
    await chmod(path.join(root, folder), FOLDER_MODE) // mkdir's own mode is cut by the umask
  }
}

async function writeFiles(snapshotId: string, root: string): Promise<void> {
  const files = await db().snapshotFile.findMany({ where: { snapshotId }, orderBy: { path: 'asc' } })
  await makeFolders(
    root,
    files.map((file) => file.path),
  )
  for (let at = 0; at < files.length; at += BATCH) {
    const batch = files.slice(at, at + BATCH)
    const blobs = await db().blob.findMany({ where: { hash: { in: batch.map((file) => file.blobHash) } } })
    const contentByHash = new Map(blobs.map((blob) => [blob.hash, blob.content]))
    for (const file of batch) {
      const content = contentByHash.get(file.blobHash)
      if (content === undefined) throw new Error(`The content of ${file.path} (${file.blobHash}) is missing.`)
      const target = path.join(root, file.path)
      await writeFile(target, content, { flag: 'wx' })
      await chmod(target, FILE_MODE)
    }
  }
}

/** Renames into place; of several processes that wrote the same content the first one's folder stays. */
async function putInPlace(draft: string, dir: string): Promise<void> {
  try {
    await rename(draft, dir)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!(await exists(dir))) throw error
  }
}

/**
 * The folder on this machine with a snapshot's files: addressed by content, shared by all runs, read-only.
 * It is there whole or not at all. For workers: the caller has already authorised the run.
 */
export async function materialiseSnapshot(snapshotId: string): Promise<{ dir: string }> {
  const { contentHash } = await db().snapshot.findUniqueOrThrow({ where: { id: snapshotId } })
  const parent = path.join(env().ASSAY_DATA, 'snapshots')
  const dir = path.join(parent, contentHash)
  if (await exists(dir)) return { dir }
  await mkdir(parent, { recursive: true })
  const draft = await mkdtemp(path.join(parent, '.draft-'))
  try {
    await chmod(draft, FOLDER_MODE)
    await writeFiles(snapshotId, draft)
    await putInPlace(draft, dir)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
  return { dir }
}
