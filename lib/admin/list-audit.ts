import 'server-only'
import { type AuditList, AuditQuery, type AuditQueryInput } from '@/lib/domain/audit'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { listActors } from './list-actors'
import { readAuditPage } from './read-audit-page'

/** Who did what when, newest first, page by page. Throws `forbidden`, `invalid-input`. */
export async function listAudit(ctx: TeamContext, input: AuditQueryInput): Promise<AuditList> {
  assertCan(ctx, 'manage-settings')
  const { cursor, limit, ...filter } = parseInput(AuditQuery, input)
  const people = listActors(ctx.teamId)
  const [page, actors] = await Promise.all([
    readAuditPage(ctx.teamId, { filter, cursor, limit, people }),
    people,
  ])
  return { ...page, people: actors.map(({ id, name }) => ({ id, name })) }
}
