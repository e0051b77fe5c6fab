import 'server-only'
import type { ImportResult } from '@/lib/domain/module'
import { parseInput } from '@/lib/domain/parse-input'
import { AddGitProject } from '@/lib/domain/project'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { checkGitUrl } from './git/check-git-url'
import { collectGit, type GitOutside } from './git/collect-git'
import { createProject } from './import/create-project'
import { prepareSnapshot } from './import/prepare-snapshot'

/** Adds a repository by its https address: one commit, without its history. `outside` is for tests. */
export async function addProjectFromGit(
  ctx: TeamContext,
  input: AddGitProject,
  outside?: GitOutside,
): Promise<ImportResult> {
  assertCan(ctx, 'manage-projects')
  const { url, ref, name } = parseInput(AddGitProject, input)
  const { href, name: repository } = checkGitUrl(url)
  const snapshot = await prepareSnapshot(await collectGit({ url: href, ref }, outside))
  const project = {
    name: name ?? repository,
    sourceKind: 'git',
    sourceLocation: href,
    sourceRef: snapshot.ref,
  } as const
  return createProject(ctx, project, snapshot)
}
