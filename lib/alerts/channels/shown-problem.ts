import 'server-only'
import { can } from '@/lib/domain/roles'
import type { TeamContext } from '@/lib/teams/team-context'

const WITHHELD = 'It did not arrive. Owners and admins see why.'

/**
 * Why a message did not arrive, for who may do something about it: what servers answer names hosts and addresses of people
 * that others need not know.
 */
export function shownProblem({ role }: Pick<TeamContext, 'role'>, problem: string | null): string | null {
  return problem === null || can(role, 'manage-settings') ? problem : WITHHELD
}
