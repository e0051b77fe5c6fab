import 'server-only'
import path from 'node:path'
import type { ImportResult } from '@/lib/domain/module'
import { parseInput } from '@/lib/domain/parse-input'
import { AddPathProject } from '@/lib/domain/project'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { collectPath } from './collect/collect-path'
import { createProject } from './import/create-project'
import { prepareSnapshot } from './import/prepare-snapshot'

/** Adds a folder of the server that lies below ASSAY_PROJECT_PATHS. */
export async function addProjectFromPath(ctx: TeamContext, input: AddPathProject): Promise<ImportResult> {
  assertCan(ctx, 'manage-projects')
  const { path: serverPath, name } = parseInput(AddPathProject, input)
  const { folder, ...collected } = await collectPath(serverPath)
  const project = {
    name: name ?? path.basename(folder),
    sourceKind: 'path',
    sourceLocation: folder,
    sourceRef: null,
  } as const
  return createProject(ctx, project, await prepareSnapshot(collected))
}
