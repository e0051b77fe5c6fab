import 'server-only'
import { constants } from 'node:fs'
import { access, lstat } from 'node:fs/promises'
import path from 'node:path'
import { AssayError } from '@/lib/domain/assay-error'
import { env } from '@/lib/env'
import { resolveServerPath } from '../../collect/server-path'
import { gitFolderOf } from '../changes/local-history'

/** What cannot be committed, with the reason and what to do instead. */
export const refuse = (text: string): AssayError =>
  new AssayError('conflict', `${text} Download the patch instead.`)

/**
 * The git folder of a checkout on this server that may be written to. Throws `invalid-input` where there is no plain git,
 * `conflict` where it may not, with the reason.
 */
export async function openForWriting(location: string): Promise<string> {
  const root = await resolveServerPath(location, env().ASSAY_PROJECT_PATHS)
  const git = await gitFolderOf(root)
  await assertWritable(git)
  return git
}

async function assertWritable(git: string): Promise<void> {
  if ((await lstat(path.join(git, 'reftable')).catch(() => null)) !== null)
    throw refuse('This repository keeps its branches in a way that is not known here.')
  for (const place of [path.join(git, 'objects'), path.join(git, 'refs', 'heads')]) {
    const isWritable = await access(place, constants.W_OK).then(
      () => true,
      () => false,
    )
    if (!isWritable || (await lstat(place)).isSymbolicLink())
      throw refuse('The server is not permitted to write to this repository.')
  }
}
