import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { WorkflowName } from '@/lib/domain/words'

/** What a budget or an alert rule is about. */
export interface OwnScope {
  scope: 'team' | 'project' | 'workflow' | 'member'
  /** id of the project or member, name of the workflow; of the team it is not read */
  scopeId: string
}

/** The id of a scope that is the team's own; of the whole team its id. Throws `not-found`, told beside the field `scopeId`. */
export async function assertOwnScope(
  tx: Transaction,
  teamId: string,
  { scope, scopeId }: OwnScope,
): Promise<string> {
  if (scope === 'team') return teamId
  const known =
    scope === 'project'
      ? (await tx.project.count({ where: { id: scopeId, teamId } })) > 0
      : scope === 'member'
        ? (await tx.member.count({ where: { userId: scopeId, teamId } })) > 0
        : WorkflowName.safeParse(scopeId).success
  if (known) return scopeId
  const text = `Choose a ${scope} of this team.`
  throw new AssayError('not-found', text, { fields: { scopeId: text } })
}
