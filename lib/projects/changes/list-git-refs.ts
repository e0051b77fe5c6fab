import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import type { GitRefs } from '@/lib/domain/git-refs'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findProjectRow } from '../find-project-row'
import { withGitHistory } from '../git/changes/with-git-history'
import type { GitOutside } from '../git/collect-git'

/** Newest commits that are offered. */
const COMMITS = 30

/**
 * Branches, tags, pull requests and the newest commits of a project's git, to choose from. Where there is none to be
 * read, the answer says why. Throws `forbidden` and `not-found`.
 */
export async function listGitRefs(
  ctx: TeamContext,
  slug: string,
  outside: GitOutside = {},
): Promise<GitRefs> {
  assertCan(ctx, 'launch')
  const project = await findProjectRow(ctx, { slug })
  try {
    return await withGitHistory(
      project,
      async (history) => ({
        unavailable: null,
        ...(await history.listRefs()),
        commits: await history.listCommits(null, COMMITS),
      }),
      outside,
    )
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    return { unavailable: error.userText, defaultBranch: null, refs: [], commits: [], isCapped: false }
  }
}
