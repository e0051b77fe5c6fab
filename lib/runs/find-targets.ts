import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { LaunchRequest } from '@/lib/domain/launch'
import { findSnapshotRow } from '@/lib/projects/find-snapshot-row'
import type { TeamContext } from '@/lib/teams/team-context'

/** A module that a launch aims at. */
export interface LaunchTarget {
  path: string
  blobHash: string
  codeLines: number
  hasSyntaxError: boolean
}

/**
 * The modules of a launch request in its order, each once, in the asked or the newest snapshot.
 * Throws `not-found` for a project or snapshot that is not the team's, `invalid-input` for an unknown module.
 */
export async function findTargets(
  ctx: TeamContext,
  request: Pick<LaunchRequest, 'projectId' | 'snapshotId' | 'modulePaths'>,
): Promise<{ snapshotId: string; targets: LaunchTarget[] }> {
  const { projectId, snapshotId: asked } = request
  const { id: snapshotId } = await findSnapshotRow(ctx, {
    projectId,
    snapshotId: asked,
    project: { archivedAt: null },
  })
  const modulePaths = [...new Set(request.modulePaths)]
  const modules = await db().module.findMany({
    where: { snapshotId, path: { in: modulePaths } },
    select: { path: true, blobHash: true, codeLines: true, syntaxError: true },
  })
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const targets = modulePaths.map((path): LaunchTarget => {
    const module = byPath.get(path)
    if (module === undefined) {
      throw new AssayError('invalid-input', `${path} is not a module of this project. Reload the page.`)
    }
    const { blobHash, codeLines, syntaxError } = module
    return { path, blobHash, codeLines, hasSyntaxError: syntaxError !== null }
  })
  return { snapshotId, targets }
}
