import 'server-only'
import type { ImportResult } from '@/lib/domain/module'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { createProject } from './import/create-project'
import { prepareSnapshot } from './import/prepare-snapshot'
import { collectSample } from './sample/collect-sample'

/** Adds the sample project that comes with Assay: a small package whose modules need nothing but Python. */
export async function addSampleProject(ctx: TeamContext): Promise<ImportResult> {
  assertCan(ctx, 'manage-projects')
  const project = {
    name: 'Ledger (sample)',
    sourceKind: 'sample',
    sourceLocation: null,
    sourceRef: null,
  } as const
  return createProject(ctx, project, await prepareSnapshot(await collectSample()))
}
