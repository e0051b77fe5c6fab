import 'server-only'
import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { AssayError } from '@/lib/domain/assay-error'

function refuse(text: string, cause?: unknown): AssayError {
  return new AssayError('invalid-input', text, { cause, fields: { path: text } })
}

function isBelow(folder: string, parent: string): boolean {
  const relative = path.relative(parent, folder)
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative))
}

async function realFolders(folders: string[]): Promise<string[]> {
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => null)))
  return real.filter((folder) => folder !== null)
}

/**
 * The real folder that a server path means, when it lies below one of the allowed folders after every link on the way
 * was followed. The same text answers for "is not there" and "not allowed": the server's folders cannot be probed.
 */
export async function resolveServerPath(input: string, allowedFolders: string[]): Promise<string> {
  if (allowedFolders.length === 0) {
    throw refuse(
      'Server paths are switched off. Whoever runs this server can allow folders with ASSAY_PROJECT_PATHS.',
    )
  }
  if (!path.isAbsolute(input)) throw refuse('Enter the whole path, beginning with a slash.')
  const refused = `This is not a folder below ${allowedFolders.join(' or ')}.`
  const folder = await realpath(input).catch((error: unknown) => {
    throw refuse(refused, error)
  })
  const allowed = await realFolders(allowedFolders)
  if (!allowed.some((parent) => isBelow(folder, parent))) throw refuse(refused)
  if (!(await stat(folder)).isDirectory()) throw refuse(refused)
  return folder
}
