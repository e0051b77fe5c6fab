import 'server-only'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@/lib/env'
import { collectFiles } from '../collect/collect-files'
import type { Collected } from '../collect/file-source'
import { assertGitPins } from './assert-git-pins'
import { checkGitRef, checkGitUrl } from './check-git-url'
import { fetchRepository } from './fetch-repository'
import { gitSource } from './git-source'
import { type Lookup, resolveGitHost } from './resolve-git-host'
import { type RunGit, runGit as runRealGit } from './run-git'

/** The outside that tests replace: there is no https remote in them. */
export interface GitOutside {
  runGit?: RunGit
  lookup?: Lookup
}

/** Stops git, and tells when the commit is there and its files are being taken. */
export interface GitWatch {
  signal?: AbortSignal
  onFetched?: () => void
}

/** Fetches one commit of a repository and takes its files; the fetched objects are removed whatever happens. */
export async function collectGit(
  input: { url: string; ref?: string | null },
  outside: GitOutside = {},
  { signal, onFetched }: GitWatch = {},
): Promise<Collected> {
  const url = checkGitUrl(input.url)
  const ref = checkGitRef(input.ref)
  const allowPrivate = env().ASSAY_ALLOW_PRIVATE_GIT === '1'
  const address = await resolveGitHost(url, { allowPrivate, lookup: outside.lookup })
  const runGit = outside.runGit ?? runRealGit
  const run: RunGit = (request) => runGit({ ...request, signal })
  const parent = path.join(env().ASSAY_DATA, 'tmp')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(path.join(parent, 'git-'))
  try {
    await assertGitPins(folder, runGit)
    const commit = await fetchRepository({ folder, url, address, ref }, run)
    onFetched?.()
    return await collectFiles(gitSource(folder, commit, run), { commit, ref })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
