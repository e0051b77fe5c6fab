import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { CodeDiff } from '@/lib/domain/code-diff'
import { loadDiff } from '@/lib/projects/changes/load-diff'
import type { TeamContext } from '@/lib/teams/team-context'

/** The changes that a run is about, with both texts; null: it is about a module. Throws `not-found`, also for another team's. */
export async function getRunDiff(ctx: TeamContext, runId: string): Promise<CodeDiff | null> {
  const run = await db().run.findFirst({
    where: { id: runId, teamId: ctx.teamId },
    select: { launchId: true, targetKind: true },
  })
  if (run === null) throw new AssayError('not-found', 'There is no such run in this team.')
  return run.targetKind === 'diff' ? loadDiff(run.launchId) : null
}
