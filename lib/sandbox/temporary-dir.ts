import 'server-only'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const PARENT = '/tmp'
const NAME = /^assay-(?:stage|box|attack)-(\d+)-/
const STALE_AFTER_MS = 60 * 60 * 1000

let swept: Promise<void> | null = null

/**
 * A new folder that carries the id of this process, so that those of a server that was killed can be
 * removed by the next one. Always below /tmp: the sandbox's user must be able to walk there.
 */
export async function makeTemporaryDir(kind: 'stage' | 'box' | 'attack'): Promise<string> {
  swept ??= removeStaleDirs()
  await swept
  return mkdtemp(path.join(PARENT, `assay-${kind}-${process.pid}-`))
}

/**
 * Removes a folder that foreign code may have filled. `rm` walks by descriptors: it follows no link and is
 * not stopped by nesting deeper than a path may be long, as Node's own removal is.
 */
export async function removeTemporaryDir(dir: string): Promise<void> {
  const remove = () => run('rm', ['-rf', '--one-file-system', dir])
  try {
    await remove()
  } catch {
    // Folders without the right to enter them; as an ordinary user they are in the way.
    await run('chmod', ['-R', 'u+rwX', dir])
    await remove()
  }
}

async function removeStaleDirs(): Promise<void> {
  for (const name of await readdir(PARENT)) {
    const pid = NAME.exec(name)?.[1]
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    try {
      const dir = path.join(PARENT, name)
      const { uid, mtimeMs } = await stat(dir)
      const ours = process.getuid?.() === 0 || uid === process.getuid?.()
      // The age keeps us off the folders of servers in other containers that share /tmp.
      if (ours && Date.now() - mtimeMs > STALE_AFTER_MS) await removeTemporaryDir(dir)
    } catch {
      // Someone else was quicker, or it is not ours to remove.
    }
  }
}
