import 'server-only'
import type { AddedProject } from '@/lib/domain/import'
import { parseInput } from '@/lib/domain/parse-input'
import { AddSampleProject } from '@/lib/domain/project'
import { addSampleProject } from '@/lib/projects/add-sample-project'
import { findSameSource } from '@/lib/projects/find-same-source'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

/** Adds the sample that comes with Assay, at once. */
export async function addSample(ctx: TeamContext, input: AddSampleProject): Promise<AddedProject> {
  assertCan(ctx, 'manage-projects')
  const { evenIfAdded } = parseInput(AddSampleProject, input)
  const same = evenIfAdded ? null : await findSameSource(ctx, { kind: 'sample' })
  return same ?? { outcome: 'added', ...(await addSampleProject(ctx)) }
}
