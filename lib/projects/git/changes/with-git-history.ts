import 'server-only'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import type { ProjectRecord } from '@/lib/db/rows'
import { env } from '@/lib/env'
import { resolveServerPath } from '../../collect/server-path'
import { assertGitPins } from '../assert-git-pins'
import { checkGitUrl } from '../check-git-url'
import type { GitOutside } from '../collect-git'
import { resolveGitHost } from '../resolve-git-host'
import { runGit as runRealGit } from '../run-git'
import type { GitHistory } from './git-history'
import { localHistory, noGit } from './local-history'
import { remoteHistory } from './remote-history'

/**
 * Opens the history of a project that came from a git address or from a server path with a `.git` folder. What was
 * fetched for it is removed afterwards, whatever happens. Throws `invalid-input` where there is no git.
 */
export async function withGitHistory<T>(
  project: Pick<ProjectRecord, 'sourceKind' | 'sourceLocation'>,
  work: (history: GitHistory) => Promise<T>,
  outside: GitOutside = {},
): Promise<T> {
  const { sourceKind, sourceLocation } = project
  if (sourceLocation === null || (sourceKind !== 'git' && sourceKind !== 'path')) {
    throw noGit('This project has no git: it was uploaded or pasted.')
  }
  const runGit = outside.runGit ?? runRealGit
  const parent = path.join(env().ASSAY_DATA, 'tmp')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(path.join(parent, 'git-'))
  try {
    if (sourceKind === 'path') {
      const root = await resolveServerPath(sourceLocation, env().ASSAY_PROJECT_PATHS)
      return await work(await localHistory(folder, root, runGit))
    }
    const url = checkGitUrl(sourceLocation)
    const allowPrivate = env().ASSAY_ALLOW_PRIVATE_GIT === '1'
    const address = await resolveGitHost(url, { allowPrivate, lookup: outside.lookup })
    await assertGitPins(folder, runGit)
    return await work(remoteHistory(folder, { url, address }, runGit))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
