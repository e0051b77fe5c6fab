import 'server-only'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@/lib/env'
import { collectFiles } from '../collect/collect-files'
import type { Collected } from '../collect/file-source'
import { checkGitRef, checkGitUrl } from './check-git-url'
import { fetchRepository } from './fetch-repository'
import { gitSource } from './git-source'
import { type Lookup, resolveGitHost } from './resolve-git-host'
import { type RunGit, runGit } from './run-git'

/** The outside that tests replace: there is no https remote in them. */
export interface GitOutside {
  runGit?: RunGit
  lookup?: Lookup
}

/** Fetches one commit of a repository and takes its files; the fetched objects are removed whatever happens. */
export async function collectGit(
  input: { url: string; ref?: string | null },
  outside: GitOutside = {},
): Promise<Collected> {
  const url = checkGitUrl(input.url)
  const ref = checkGitRef(input.ref)
  const allowPrivate = env().ASSAY_ALLOW_PRIVATE_GIT === '1'
  const address = await resolveGitHost(url, { allowPrivate, lookup: outside.lookup })
  const run = outside.runGit ?? runGit
  const parent = path.join(env().ASSAY_DATA, 'tmp')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(path.join(parent, 'git-'))
  try {
    const commit = await fetchRepository({ folder, url, address, ref }, run)
    return await collectFiles(gitSource(folder, commit, run), { commit, ref })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
