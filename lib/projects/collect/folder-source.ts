import 'server-only'
import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { AssayError } from '@/lib/domain/assay-error'
import type { SkippedFile } from '@/lib/domain/module'
import { isIgnoredFolder, isIgnoredPath } from './check-path'
import { type CollectedFile, type FileSource, type ListedFile, NOT_READABLE } from './file-source'
import { INTAKE_LIMITS, SNAPSHOT_LIMITS } from './limits'

interface Walk {
  root: string
  files: ListedFile[]
  skipped: SkippedFile[]
  signal: AbortSignal | undefined
}

async function isEnvironment(folder: string): Promise<boolean> {
  return lstat(path.join(folder, 'pyvenv.cfg')).then(
    () => true,
    () => false,
  )
}

/** Null where this process is not permitted to look, or where nothing is any more. */
async function unlessUnreadable<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EACCES' || code === 'EPERM' || code === 'ENOENT') return null
    throw error
  })
}

async function visit(walk: Walk, folder: string): Promise<void> {
  const entries = await unlessUnreadable(readdir(path.join(walk.root, folder), { withFileTypes: true }))
  if (entries === null) walk.skipped.push({ path: `${folder}/`, reason: NOT_READABLE })
  for (const entry of entries ?? []) {
    walk.signal?.throwIfAborted()
    const relative = folder === '' ? entry.name : `${folder}/${entry.name}`
    const absolute = path.join(walk.root, relative)
    if (entry.isSymbolicLink()) walk.skipped.push({ path: relative, reason: 'symbolic link' })
    else if (entry.isDirectory()) {
      const tooDeep = relative.split('/').length > SNAPSHOT_LIMITS.pathDepth
      if (isIgnoredFolder(entry.name) || (await isEnvironment(absolute))) continue
      if (tooDeep) walk.skipped.push({ path: `${relative}/`, reason: 'nested too deeply' })
      else await visit(walk, relative)
    } else if (!entry.isFile()) walk.skipped.push({ path: relative, reason: 'not a regular file' })
    else if (!isIgnoredPath(relative)) {
      walk.files.push({ path: relative, bytes: (await lstat(absolute)).size })
      if (walk.files.length > INTAKE_LIMITS.entries) {
        throw new AssayError(
          'too-large',
          `The folder holds more than ${INTAKE_LIMITS.entries} files. Choose a folder further down.`,
        )
      }
    }
  }
}

async function readOne(absolute: string): Promise<Buffer> {
  // O_NOFOLLOW: a file swapped for a link since it was listed must not lead outside.
  const handle = await open(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const buffer = Buffer.alloc(SNAPSHOT_LIMITS.fileBytes)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    return Buffer.from(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

/** The files below a folder of this machine. Links are listed as left out and never followed. */
export function folderSource(root: string): FileSource {
  return {
    async list(signal) {
      const walk: Walk = { root, files: [], skipped: [], signal }
      await visit(walk, '')
      return { files: walk.files, skipped: walk.skipped }
    },
    async read(paths, signal) {
      const files: CollectedFile[] = []
      for (const relative of paths) {
        signal?.throwIfAborted()
        const content = await unlessUnreadable(readOne(path.join(root, relative)))
        if (content !== null) files.push({ path: relative, content })
      }
      return files
    },
  }
}
