import type { ImportResult } from '@/lib/domain/module'
import { addSampleProject } from '@/lib/projects/add-sample-project'
import type { TeamContext } from '@/lib/teams/team-context'

/** The sample project, by the same verb as the button: its modules are read in the sandbox. */
export function seedProject(ctx: TeamContext): Promise<ImportResult> {
  return addSampleProject(ctx)
}
