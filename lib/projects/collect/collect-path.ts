import 'server-only'
import { env } from '@/lib/env'
import { collectFiles } from './collect-files'
import type { Collected } from './file-source'
import { folderSource } from './folder-source'
import { readGitHead } from './read-git-head'
import { resolveServerPath } from './server-path'

/** Takes the files below a server path, which must be allowed by ASSAY_PROJECT_PATHS now. */
export async function collectPath(
  input: string,
  signal?: AbortSignal,
): Promise<Collected & { folder: string }> {
  const folder = await resolveServerPath(input, env().ASSAY_PROJECT_PATHS)
  const origin = await readGitHead(folder)
  return { ...(await collectFiles(folderSource(folder), origin, signal)), folder }
}
