import 'server-only'
import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
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

/** True when the text itself lies below an allowed folder, links not followed: then it may be said what is wrong there. */
function isNamedBelow(input: string, allowedFolders: string[]): boolean {
  return allowedFolders.some((parent) => isBelow(path.resolve(input), parent))
}

function whyUnreachable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return 'This folder does not exist on the server. Check how it is spelt.'
  if (code === 'ENOTDIR')
    return 'A part of this path is a file, not a folder. Enter the folder that holds the code.'
  if (code === 'ELOOP')
    return 'The links on this path lead in a circle. Enter the folder they should lead to.'
  return NOT_READABLE
}

const NOT_READABLE =
  'The server is not permitted to read this folder. Give the account that runs Assay the right to read it.'

/** Follows every link on the way; `refused` answers for all that lies beyond the allowed folders, there or not. */
async function realFolder(input: string, allowedFolders: string[], refused: string): Promise<string> {
  const folder = await realpath(input).catch((error: unknown) => {
    const mayTell = isNamedBelow(input, allowedFolders)
    throw refuse(mayTell ? whyUnreachable(error) : refused, error)
  })
  const allowed = await realFolders(allowedFolders)
  if (!allowed.some((parent) => isBelow(folder, parent))) throw refuse(refused)
  return folder
}

/**
 * The real folder that a server path means, when it lies below one of the allowed folders after every link on the way
 * was followed. Beyond them one text answers for everything, so that the server's folders cannot be probed; below them
 * it is told apart what does not exist, is no folder, or may not be read. Throws `invalid-input`.
 */
export async function resolveServerPath(input: string, allowedFolders: string[]): Promise<string> {
  if (allowedFolders.length === 0) {
    throw refuse(
      'Server paths are switched off. Whoever runs this server can allow folders with ASSAY_PROJECT_PATHS.',
    )
  }
  if (!path.isAbsolute(input)) throw refuse('Enter the whole path, beginning with a slash.')
  const list = allowedFolders.join(' or ')
  const refused = `This is not below ${list}. Choose a folder there, or have it added to ASSAY_PROJECT_PATHS.`
  const folder = await realFolder(input, allowedFolders, refused)
  if (!(await stat(folder)).isDirectory())
    throw refuse('This is a file, not a folder. Enter the folder that holds it, or paste or upload the file.')
  await access(folder, constants.R_OK | constants.X_OK).catch((error: unknown) => {
    throw refuse(NOT_READABLE, error)
  })
  return folder
}
