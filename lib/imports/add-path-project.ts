import 'server-only'
import path from 'node:path'
import type { AddedProject } from '@/lib/domain/import'
import { parseInput } from '@/lib/domain/parse-input'
import { AddPathProject } from '@/lib/domain/project'
import { env } from '@/lib/env'
import { resolveServerPath } from '@/lib/projects/collect/server-path'
import { findSameSource } from '@/lib/projects/find-same-source'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { addImportingProject } from './add-importing-project'

/** Adds a folder of the server that lies below ASSAY_PROJECT_PATHS; a worker reads it. */
export async function addPathProject(ctx: TeamContext, input: AddPathProject): Promise<AddedProject> {
  assertCan(ctx, 'manage-projects')
  const { path: asked, name, evenIfAdded } = parseInput(AddPathProject, input)
  const folder = await resolveServerPath(asked, env().ASSAY_PROJECT_PATHS)
  const same = evenIfAdded ? null : await findSameSource(ctx, { kind: 'path', folder })
  if (same !== null) return same
  return addImportingProject(ctx, {
    name: name ?? path.basename(folder),
    sourceKind: 'path',
    sourceLocation: folder,
    sourceRef: null,
  })
}
