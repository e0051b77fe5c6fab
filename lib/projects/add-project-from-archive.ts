import 'server-only'
import type { ImportResult } from '@/lib/domain/module'
import { parseInput } from '@/lib/domain/parse-input'
import { AddArchiveProject } from '@/lib/domain/project'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { collectArchive } from './archive/collect-archive'
import { createProject } from './import/create-project'
import { prepareSnapshot } from './import/prepare-snapshot'

/** `ledger-1.2.tar.gz` → `ledger-1.2`; whatever a browser sends before the last slash is dropped. */
function nameOf(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? ''
  return base.replace(/\.(zip|tar\.gz|tgz|tar)$/i, '').trim() || 'Upload'
}

/** Adds the files of an uploaded zip, tar or tar.gz. */
export async function addProjectFromArchive(
  ctx: TeamContext,
  input: AddArchiveProject,
): Promise<ImportResult> {
  assertCan(ctx, 'manage-projects')
  const { archive, name } = parseInput(AddArchiveProject, input)
  const snapshot = await prepareSnapshot(await collectArchive(archive))
  const project = {
    name: name ?? nameOf(archive.name),
    sourceKind: 'upload',
    sourceLocation: archive.name.slice(0, 200),
    sourceRef: null,
  } as const
  return createProject(ctx, project, snapshot)
}
