import 'server-only'
import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Refs } from './name-refs'

const HASH = /^[0-9a-f]{40}([0-9a-f]{24})?$/
const NAME = /^refs\/[\w@+=#%,-][\w@+=#%,./-]*$/
const MAX_REFS = 20_000
const MAX_DEPTH = 12
const MAX_FILE_BYTES = 8 * 1024 * 1024

/** The text of a regular file of bounded size; null where there is none. Links are not followed. */
export async function readPlainFile(file: string): Promise<string | null> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => null,
  )
  if (handle === null) return null
  try {
    const { size } = await handle.stat()
    if (size > MAX_FILE_BYTES) return null
    return await handle.readFile('utf8')
  } catch {
    return null
  } finally {
    await handle.close()
  }
}

const mayBeKept = (name: string, hash: string | undefined): hash is string =>
  NAME.test(name) && !name.includes('..') && !name.endsWith('.lock') && hash !== undefined && HASH.test(hash)

async function addLoose(refs: Map<string, string>, git: string, name: string, depth: number): Promise<void> {
  if (depth > MAX_DEPTH || refs.size >= MAX_REFS) return
  const entries = await readdir(path.join(git, name), { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const full = `${name}/${entry.name}`
    if (entry.isDirectory()) await addLoose(refs, git, full, depth + 1)
    else if (entry.isFile() && refs.size < MAX_REFS) {
      const hash = (await readPlainFile(path.join(git, full)))?.trim()
      if (mayBeKept(full, hash)) refs.set(full, hash)
    }
  }
}

/** Names and hashes of a `.git` folder, read from its files: running git there would obey that folder's configuration. */
export async function readLocalRefs(git: string): Promise<{ refs: Refs; head: string | null }> {
  const refs = new Map<string, string>()
  for (const row of (await readPlainFile(path.join(git, 'packed-refs')))?.split('\n') ?? []) {
    const [hash, name = ''] = row.trim().split(' ')
    if (refs.size < MAX_REFS && mayBeKept(name, hash)) refs.set(name, hash)
  }
  await addLoose(refs, git, 'refs', 0)
  const head = (await readPlainFile(path.join(git, 'HEAD')))?.trim() ?? ''
  const branch = /^ref: (\S+)$/.exec(head)?.[1]
  if (branch !== undefined && refs.has(branch)) return { refs, head: branch }
  if (HASH.test(head)) refs.set('HEAD', head)
  return { refs, head: null }
}
