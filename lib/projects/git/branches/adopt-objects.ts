import 'server-only'
import { randomUUID } from 'node:crypto'
import { chmod, chown, copyFile, lstat, mkdir, rename, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Brings loose objects of ours into a repository's folder, each whole or not at all; those it has already stay. They belong to
 * whom the folder belongs, so that its owner's git can tidy them up.
 */
export async function adoptObjects(from: string, into: string, hashes: string[]): Promise<void> {
  for (const hash of hashes) {
    const place = [hash.slice(0, 2), hash.slice(2)] as const
    const folder = path.join(into, place[0])
    const target = path.join(folder, place[1])
    if ((await lstat(target).catch(() => null)) !== null) continue
    await makeFolder(folder, into)
    const written = path.join(folder, `tmp_obj_${randomUUID()}`)
    await copyFile(path.join(from, ...place), written)
    await chmod(written, 0o444)
    await giveTo(written, into)
    await rename(written, target)
  }
}

/** Makes the folder if it is not there, for the owner of the one it is in. */
export async function makeFolder(folder: string, owner: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true })
  if (made !== undefined) await giveTo(folder, owner)
}

/** What a server makes that runs as root would be nobody else's to change. */
export async function giveTo(place: string, owner: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(owner)
  await chown(place, uid, gid)
}
