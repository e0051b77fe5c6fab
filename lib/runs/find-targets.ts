import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { LaunchRequest } from '@/lib/domain/launch'
import { type ResolvedDiff, resolveChanges } from '@/lib/projects/changes/resolve-changes'
import { findSnapshotRow } from '@/lib/projects/find-snapshot-row'
import { storeBlobs } from '@/lib/projects/import/store-blobs'
import type { TeamContext } from '@/lib/teams/team-context'

/** A module, or a changed file, that a launch aims at. */
export interface LaunchTarget {
  path: string
  blobHash: string
  codeLines: number
  branches: number
  publicSymbols: number
  /** dotted name of the module; '' for a changed file */
  name: string
  hasSyntaxError: boolean
}

export interface FoundTargets {
  snapshotId: string
  targets: LaunchTarget[]
  /** what a launch of changes was resolved to; null: it is about modules, one run each */
  diff: ResolvedDiff | null
}

type Request = Pick<LaunchRequest, 'projectId' | 'snapshotId' | 'modulePaths' | 'changes'>

/**
 * What a launch request aims at, in the asked or the newest snapshot: its modules in its order, each once, or the Python
 * files that its changes leave behind. Throws `not-found` for a project or snapshot that is not the team's, `invalid-input`
 * for an unknown module, and as `resolveChanges` does.
 */
export async function findTargets(ctx: TeamContext, request: Request): Promise<FoundTargets> {
  return request.changes === undefined
    ? findModules(ctx, request)
    : findChanges(ctx, request, request.changes)
}

async function findChanges(
  ctx: TeamContext,
  { projectId, snapshotId }: Request,
  changes: NonNullable<Request['changes']>,
): Promise<FoundTargets> {
  const diff = await resolveChanges(ctx, { projectId, snapshotId, changes })
  const targets = diff.files.flatMap(({ path, isPython, newHash, hunks }): LaunchTarget[] => {
    if (!isPython || newHash === null) return []
    const codeLines = hunks.reduce((sum, hunk) => sum + hunk.newLines, 0)
    const unknown = { branches: 0, publicSymbols: 0, name: '' }
    return [{ path, blobHash: newHash, codeLines, ...unknown, hasSyntaxError: false }]
  })
  if (targets.length === 0) {
    throw new AssayError('invalid-input', 'No Python file was changed or added. There is nothing to look at.')
  }
  // Estimates read them; nothing points to them yet, and what is not launched is swept.
  await storeBlobs(diff.blobs)
  return { snapshotId: diff.snapshotId, targets, diff }
}

async function findModules(ctx: TeamContext, request: Request): Promise<FoundTargets> {
  const { projectId, snapshotId: asked } = request
  const { id: snapshotId } = await findSnapshotRow(ctx, {
    projectId,
    snapshotId: asked,
    project: { archivedAt: null },
  })
  const modulePaths = [...new Set(request.modulePaths)]
  const modules = await db().module.findMany({
    where: { snapshotId, path: { in: modulePaths } },
    select: {
      ...{ path: true, blobHash: true, name: true, syntaxError: true },
      ...{ codeLines: true, branches: true, publicSymbols: true },
    },
  })
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const targets = modulePaths.map((path): LaunchTarget => {
    const module = byPath.get(path)
    if (module === undefined) {
      throw new AssayError('invalid-input', `${path} is not a module of this project. Reload the page.`)
    }
    const { syntaxError, ...facts } = module
    return { ...facts, hasSyntaxError: syntaxError !== null }
  })
  return { snapshotId, targets, diff: null }
}
