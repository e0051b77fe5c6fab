import 'server-only'
import { db } from '@/lib/db/db'
import { readModule } from '../keeping/still-holds'

/** The stored text that a run's fixes may be applied to, or why there is none. */
export type TextForFix = { source: string; refusal: null } | { source: null; refusal: string }

/**
 * The module of the run's snapshot, where it is the very text that the run looked at. Fixes are edits by line: those of a
 * review of changes were made for the changed text, and in another one the same lines are other code.
 */
export async function textForFix(
  run: { teamId: string; snapshotId: string; targetKind: string; launchId: string },
  path: string,
): Promise<TextForFix> {
  const { teamId, snapshotId, targetKind, launchId } = run
  const module = await db().module.findUnique({
    where: { snapshotId_path: { snapshotId, path }, teamId },
    select: { blobHash: true },
  })
  if (targetKind === 'diff') {
    const diff = await db().diff.findUnique({
      where: { launchId, teamId },
      include: { files: { where: { path } } },
    })
    if (module === null || diff?.files[0]?.newHash !== module.blobHash) {
      const changes = diff === null ? 'changes that are no longer stored' : `the changes of ${diff.title}`
      return {
        source: null,
        refusal: `This fix was made for ${changes}, and the stored module is another text. Take it from the run, or review the module itself.`,
      }
    }
  }
  const kept = await readModule(db(), { teamId, snapshotId, path })
  return kept === null
    ? { source: null, refusal: 'The module of this fix is no longer stored. Run the review again.' }
    : { source: kept.source, refusal: null }
}
