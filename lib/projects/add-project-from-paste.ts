import 'server-only'
import type { ImportResult } from '@/lib/domain/module'
import { parseInput } from '@/lib/domain/parse-input'
import { AddPasteProject } from '@/lib/domain/project'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { collectPaste } from './collect/collect-paste'
import { createProject } from './import/create-project'
import { prepareSnapshot } from './import/prepare-snapshot'

/** Adds one pasted file as a project of its own. */
export async function addProjectFromPaste(ctx: TeamContext, input: AddPasteProject): Promise<ImportResult> {
  assertCan(ctx, 'manage-projects')
  const { fileName, code, name } = parseInput(AddPasteProject, input)
  const snapshot = await prepareSnapshot(await collectPaste(fileName, code))
  const project = {
    name: name ?? fileName.replace(/\.py$/, ''),
    sourceKind: 'paste',
    sourceLocation: fileName,
    sourceRef: null,
  } as const
  return createProject(ctx, project, snapshot)
}
