import 'server-only'
import { access, chmod, mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { db } from '@/lib/db/db'
import { findVersionStandIns } from './find-version-stand-ins'
import { VERSION_STAND_IN } from './generated-version-files'
import { draftPrefix, folderOf, snapshotsFolder } from './snapshot-folder'

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

/** Notes that a folder is used, for what was not used for long is pruned. False: it is not there, or not any more. */
async function touch(folder: string): Promise<boolean> {
  const now = new Date()
  return utimes(folder, now, now).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
      throw error
    },
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
      await writeReadOnly(path.join(root, file.path), content)
    }
  }
}

async function writeReadOnly(target: string, content: string | Uint8Array): Promise<void> {
  await writeFile(target, content, { flag: 'wx' })
  await chmod(target, FILE_MODE)
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

async function makeFolder(snapshotId: string, dir: string, standIns: string[]): Promise<void> {
  await mkdir(snapshotsFolder(), { recursive: true })
  const draft = await mkdtemp(draftPrefix())
  try {
    await chmod(draft, FOLDER_MODE)
    await writeFiles(snapshotId, draft)
    for (const file of standIns) await writeReadOnly(path.join(draft, file), VERSION_STAND_IN)
    await putInPlace(draft, dir)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

/** A snapshot's files on this machine. */
export interface MaterialisedSnapshot {
  dir: string
  /** version files that the project's build would write: what is there in their place is made up */
  standIns: string[]
}

/**
 * The folder on this machine with a snapshot's files: addressed by content, shared by all runs, read-only.
 * It is there whole or not at all. For workers: the caller has already authorised the run.
 */
export async function materialiseSnapshot(snapshotId: string): Promise<MaterialisedSnapshot> {
  const { contentHash } = await db().snapshot.findUniqueOrThrow({ where: { id: snapshotId } })
  const standIns = await findVersionStandIns(snapshotId)
  const dir = folderOf(contentHash)
  if (!(await touch(dir))) await makeFolder(snapshotId, dir, standIns)
  return { dir, standIns }
}
