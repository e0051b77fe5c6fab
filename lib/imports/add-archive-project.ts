import 'server-only'
import type { AddedProject } from '@/lib/domain/import'
import { parseInput } from '@/lib/domain/parse-input'
import { AddArchiveProject } from '@/lib/domain/project'
import { inspectArchive } from '@/lib/projects/archive/inspect-archive'
import { findSameSource } from '@/lib/projects/find-same-source'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { addImportingProject } from './add-importing-project'
import { hashArchive } from './archive-blob'

/** `ledger-1.2.tar.gz` → `ledger-1.2`; whatever a browser sends before the last slash is dropped. */
function nameOf(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? ''
  return base.replace(/\.(zip|tar\.gz|tgz|tar)$/i, '').trim() || 'Upload'
}

/** Adds the files of an uploaded zip, tar or tar.gz; a worker unpacks it, what can be refused is refused at once. */
export async function addArchiveProject(ctx: TeamContext, input: AddArchiveProject): Promise<AddedProject> {
  assertCan(ctx, 'manage-projects')
  const { archive, name, evenIfAdded } = parseInput(AddArchiveProject, input)
  const content = await inspectArchive(archive)
  const hash = hashArchive(content)
  const same = evenIfAdded ? null : await findSameSource(ctx, { kind: 'upload', archiveHash: hash })
  if (same !== null) return same
  const draft = {
    name: name ?? nameOf(archive.name),
    sourceKind: 'upload',
    sourceLocation: archive.name.slice(0, 200),
    sourceRef: null,
  } as const
  return addImportingProject(ctx, draft, { hash, content })
}
