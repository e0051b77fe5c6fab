import 'server-only'
import type { ProjectRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import type { ImportResult } from '@/lib/domain/module'
import type { TeamContext } from '@/lib/teams/team-context'
import { collectPaste } from './collect/collect-paste'
import { describeImport } from './import/describe-import'
import { prepareSnapshot } from './import/prepare-snapshot'
import { storeSnapshot } from './import/store-snapshot'
import { collectSample } from './sample/collect-sample'

function collect(project: ProjectRecord, code: string | undefined) {
  if (project.sourceKind === 'sample') return collectSample()
  if (code === undefined)
    throw new AssayError('invalid-input', 'To refresh this project, paste its new code.')
  return collectPaste(project.sourceLocation ?? '', code)
}

/** Takes the new code of a pasted project, or the sample anew: a second's work. Unchanged files make no new snapshot. */
export async function refreshByHand(
  ctx: TeamContext,
  project: ProjectRecord,
  code: string | undefined,
): Promise<ImportResult> {
  const draft = await prepareSnapshot(await collect(project, code))
  const stored = await storeSnapshot(ctx, project.id, draft)
  return { projectId: project.id, slug: project.slug, ...stored, ...describeImport(draft) }
}
