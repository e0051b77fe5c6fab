import 'server-only'
import type { AddedProject } from '@/lib/domain/import'
import { parseInput } from '@/lib/domain/parse-input'
import { AddGitProject } from '@/lib/domain/project'
import { env } from '@/lib/env'
import { findSameSource } from '@/lib/projects/find-same-source'
import { checkGitRef, checkGitUrl } from '@/lib/projects/git/check-git-url'
import type { GitOutside } from '@/lib/projects/git/collect-git'
import { resolveGitHost } from '@/lib/projects/git/resolve-git-host'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { addImportingProject } from './add-importing-project'

/**
 * Adds a repository by its https address: one commit, without its history, fetched by a worker. An address that cannot
 * be one, or that leads to a private network, is refused at once. `outside` is for tests.
 */
export async function addGitProject(
  ctx: TeamContext,
  input: AddGitProject,
  outside: GitOutside = {},
): Promise<AddedProject> {
  assertCan(ctx, 'manage-projects')
  const { url, ref: askedRef, name, evenIfAdded } = parseInput(AddGitProject, input)
  const repository = checkGitUrl(url)
  const ref = checkGitRef(askedRef)
  const { href } = repository
  const same = evenIfAdded ? null : await findSameSource(ctx, { kind: 'git', href, ref })
  if (same !== null) return same
  const allowPrivate = env().ASSAY_ALLOW_PRIVATE_GIT === '1'
  await resolveGitHost(repository, { allowPrivate, lookup: outside.lookup })
  return addImportingProject(ctx, {
    name: name ?? repository.name,
    sourceKind: 'git',
    sourceLocation: href,
    sourceRef: ref,
  })
}
