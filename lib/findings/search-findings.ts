import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { sql } from '@/lib/db/sql'
import { FindingFilter } from '@/lib/domain/finding-query'
import { FoundFinding } from '@/lib/domain/search'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { IS_SHOWN, scopeSql } from './list/filter-sql'

/** Shown findings of projects in use whose message, rule, path or name holds every word of the text, the worst first. */
export async function searchFindings(ctx: TeamContext, text: string, limit: number): Promise<FoundFinding[]> {
  assertCan(ctx, 'view')
  const scope = scopeSql(ctx.teamId, FindingFilter.parse({ q: text }))
  return z.array(FoundFinding).parse(
    await db().$queryRaw(sql`
      SELECT finding.id, finding.message, finding.rule, finding.severity, finding.path, finding."startLine",
        project.name AS "projectName"
      FROM finding JOIN project ON project.id = finding."projectId"
      WHERE ${scope} AND ${IS_SHOWN} AND finding.state <> 'fixed' AND project."archivedAt" IS NULL
      ORDER BY finding."severityRank", finding.confidence DESC, finding.id LIMIT ${limit}`),
  )
}
