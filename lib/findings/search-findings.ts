import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { sql } from '@/lib/db/sql'
import { FindingFilter } from '@/lib/domain/finding-query'
import { FoundFinding } from '@/lib/domain/search'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { IS_SHOWN, scopeSql } from './list/filter-sql'
import { ruleTitles } from './rows/rule-titles'

/** Shown findings of projects in use whose message, rule, its title, path or name holds every word of the text, the worst first. */
export async function searchFindings(ctx: TeamContext, text: string, limit: number): Promise<FoundFinding[]> {
  assertCan(ctx, 'view')
  const scope = await scopeSql(ctx.teamId, FindingFilter.parse({ q: text }))
  const found = z.array(FoundFinding.omit({ title: true })).parse(
    await db().$queryRaw(sql`
      SELECT finding.id, finding.message, finding.rule, finding.severity, finding.path, finding."startLine",
        project.name AS "projectName"
      FROM finding JOIN project ON project.id = finding."projectId"
      WHERE ${scope} AND ${IS_SHOWN} AND finding.state <> 'fixed' AND project."archivedAt" IS NULL
      ORDER BY finding."severityRank", finding.confidence DESC, finding.id LIMIT ${limit}`),
  )
  const titles = await ruleTitles(found.map(({ rule }) => rule))
  return found.map((one) => ({ ...one, title: titles[one.rule] ?? one.rule }))
}
