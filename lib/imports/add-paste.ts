import 'server-only'
import type { AddedProject } from '@/lib/domain/import'
import { parseInput } from '@/lib/domain/parse-input'
import { AddPasteProject } from '@/lib/domain/project'
import { addProjectFromPaste } from '@/lib/projects/add-project-from-paste'
import { collectPaste } from '@/lib/projects/collect/collect-paste'
import { findSameSource } from '@/lib/projects/find-same-source'
import { hashFiles } from '@/lib/projects/import/hash-files'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

/** Adds one pasted file, at once: it is small and already here. The same text added before is told first. */
export async function addPaste(ctx: TeamContext, input: AddPasteProject): Promise<AddedProject> {
  assertCan(ctx, 'manage-projects')
  const { fileName, code, evenIfAdded } = parseInput(AddPasteProject, input)
  const { contentHash } = hashFiles((await collectPaste(fileName, code)).files)
  const same = evenIfAdded ? null : await findSameSource(ctx, { kind: 'paste', contentHash })
  return same ?? { outcome: 'added', ...(await addProjectFromPaste(ctx, input)) }
}
