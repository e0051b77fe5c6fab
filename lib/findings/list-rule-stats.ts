import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { RuleStats } from '@/lib/domain/finding-verdict'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { wilsonBounds } from '@/lib/workflows/wilson-bounds'
import { SEEN_IN } from './list/seen-in-sql'
import { ruleTitles } from './rows/rule-titles'

const Row = z.object({
  rule: z.string(),
  accepted: z.number(),
  wrong: z.number(),
  noise: z.number(),
  wontFix: z.number(),
  outdated: z.number(),
  open: z.number(),
  hidden: z.number(),
  fixed: z.number(),
})

/**
 * How often the team agreed with each rule that found something, the most findings first; of one rule when one is named.
 * Verdicts on what stands only in a change count for the rule; such findings are not counted, as in lists.
 */
export async function listRuleStats(ctx: TeamContext, input: { rule?: string } = {}): Promise<RuleStats[]> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const rule = input.rule ?? null
  const rows = z.array(Row).parse(
    await db().$queryRaw`
      WITH own AS (SELECT * FROM finding WHERE "teamId" = ${teamId} AND (${rule}::text IS NULL OR rule = ${rule})),
      current AS (
        SELECT DISTINCT ON (rule) rule, "ruleVersion" FROM own ORDER BY rule, "lastSeenAt" DESC, id DESC
      ), newest AS (
        SELECT DISTINCT ON (verdict."findingId") verdict.rule, verdict."ruleVersion", verdict.verdict, verdict.reason
        FROM finding_verdict AS verdict
        WHERE verdict."teamId" = ${teamId} AND verdict."undoneAt" IS NULL
        ORDER BY verdict."findingId", verdict."createdAt" DESC, verdict.id DESC
      ), said AS (
        SELECT current.rule,
          count(*) FILTER (WHERE newest."ruleVersion" = current."ruleVersion" AND verdict = 'accepted')::int AS accepted,
          count(*) FILTER (WHERE newest."ruleVersion" = current."ruleVersion" AND reason = 'wrong')::int AS wrong,
          count(*) FILTER (WHERE newest."ruleVersion" = current."ruleVersion" AND reason = 'noise')::int AS noise,
          count(*) FILTER (WHERE newest."ruleVersion" = current."ruleVersion" AND reason = 'wont-fix')::int AS "wontFix",
          count(*) FILTER (WHERE newest."ruleVersion" <> current."ruleVersion")::int AS outdated
        FROM current LEFT JOIN newest USING (rule) GROUP BY 1
      )
      SELECT said.*,
        count(*) FILTER (WHERE finding.state = 'open' AND "hiddenWhy" IS NULL AND ${SEEN_IN} = 'project')::int AS open,
        count(*) FILTER (WHERE finding.state = 'open' AND "hiddenWhy" IS NOT NULL AND ${SEEN_IN} = 'project')::int
          AS hidden,
        count(*) FILTER (WHERE finding.state = 'fixed' AND ${SEEN_IN} = 'project')::int AS fixed
      FROM said JOIN own AS finding USING (rule) GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY count(*) DESC, rule`,
  )
  const titles = await ruleTitles(rows.map((row) => row.rule))
  return rows.map((row) => {
    const n = row.accepted + row.wrong + row.noise
    const precision = n === 0 ? null : { share: row.accepted / n, ...wilsonBounds(row.accepted, n) }
    return { ...row, title: titles[row.rule] ?? row.rule, n, precision }
  })
}
