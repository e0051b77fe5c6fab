import 'server-only'
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { chmod, chown, copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { SANDBOX_GID } from '@/lib/sandbox/modes/sandbox-identity'
import { makeTemporaryDir } from '@/lib/sandbox/temporary-dir'

type FoundFile = {
  relativePath: string
  isDirectory: boolean
  isExecutable: boolean
  size: number
  mtimeMs: number
}

const MAX_STAGED = 32
const ANY_EXECUTE = 0o111

let stageRoot: Promise<string> | null = null
/** Staged copies by key, least recently used first. */
const staged = new Map<string, Promise<string>>()

/**
 * A folder with the contents of `dir` that the sandbox's own user can read. When the server is root
 * and the data lies where only root may look (a clone under /root), that is a copy: the dropped user
 * could neither enter nor mount the original. Otherwise it is `dir` itself.
 * @throws Error ENOENT when there is no such folder.
 */
export async function reachableDir(dir: string): Promise<string> {
  await stat(dir)
  if (process.getuid?.() !== 0 || (await othersCanEnter(dir))) return dir
  const files = await listFiles(dir)
  const key = fingerprint(dir, files)
  const copy = staged.get(key) ?? copyToStage(dir, files, key)
  staged.delete(key)
  staged.set(key, copy)
  copy.catch(() => staged.delete(key))
  await dropOldCopies()
  return copy
}

/** True when a user without any rights of root or its groups can walk to `dir` and list it. */
export async function othersCanEnter(dir: string): Promise<boolean> {
  const READ_AND_ENTER = 0o005
  const ENTER = 0o001
  let wanted = READ_AND_ENTER
  for (let current = path.resolve(dir); ; current = path.dirname(current)) {
    const { mode } = await stat(current)
    if ((mode & wanted) !== wanted) return false
    if (current === path.dirname(current)) return true
    wanted = ENTER
  }
}

async function listFiles(dir: string): Promise<FoundFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map(async (entry) => {
        const absolute = path.join(entry.parentPath, entry.name)
        const { size, mtimeMs, mode } = await stat(absolute)
        const relativePath = path.relative(dir, absolute)
        const isExecutable = (mode & ANY_EXECUTE) !== 0
        return { relativePath, isDirectory: entry.isDirectory(), isExecutable, size, mtimeMs }
      }),
  )
  return found.sort((a, b) => (a.relativePath < b.relativePath ? -1 : 1))
}

function fingerprint(dir: string, files: FoundFile[]): string {
  const hash = createHash('sha256').update(dir)
  for (const file of files)
    hash.update(`\0${file.relativePath}\0${file.isDirectory ? '' : file.size}\0${file.mtimeMs}`)
  return hash.digest('hex').slice(0, 32)
}

async function copyToStage(dir: string, files: FoundFile[], key: string): Promise<string> {
  stageRoot ??= openStageRoot()
  const target = path.join(/* turbopackIgnore: true */ await stageRoot, key)
  const draft = `${target}.draft`
  await makeStagedDir(draft)
  for (const folder of files.filter((file) => file.isDirectory))
    await makeStagedDir(path.join(draft, folder.relativePath))
  for (const file of files.filter((each) => !each.isDirectory)) {
    const copy = path.join(draft, file.relativePath)
    await copyFile(path.join(dir, file.relativePath), copy)
    await chown(copy, 0, SANDBOX_GID)
    await chmod(copy, file.isExecutable ? 0o750 : 0o640)
    await utimes(copy, file.mtimeMs / 1000, file.mtimeMs / 1000)
  }
  await rename(draft, target)
  return target
}

async function makeStagedDir(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true })
  await chown(dir, 0, SANDBOX_GID)
  await chmod(dir, 0o750)
}

/** One folder per server process; only root and the sandbox's group may enter it. */
async function openStageRoot(): Promise<string> {
  const dir = await makeTemporaryDir('stage')
  await chown(dir, 0, SANDBOX_GID)
  await chmod(dir, 0o750)
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function dropOldCopies(): Promise<void> {
  while (staged.size > MAX_STAGED) {
    const oldest = staged.entries().next().value
    if (oldest === undefined) return
    staged.delete(oldest[0])
    await rm(await oldest[1], { recursive: true, force: true })
  }
}
