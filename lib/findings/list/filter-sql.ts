import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { escapeLike, wordPatterns } from '@/lib/db/like-patterns'
import { type Sql, sql } from '@/lib/db/sql'
import { type FindingFilter, isOfRuns, seenInOf, statesOf } from '@/lib/domain/finding-query'
import { ruleTitles } from '../rows/rule-titles'
import { SEEN_IN } from './seen-in-sql'

/** SQL: the finding is neither dismissed nor kept back. */
export const IS_SHOWN = sql`(finding.state <> 'dismissed' AND finding."hiddenWhy" IS NULL)`

const oneOf = (column: Sql, values: string[]) =>
  values.length === 0 ? sql`true` : sql`${column} = ANY (${values})`

/** SQL over `finding` and `project`: the choices of the facets. */
export function facetSql(filter: FindingFilter): Sql {
  return sql`${oneOf(sql`project.slug`, filter.project)}
    AND ${filter.workflow.length === 0 ? sql`true` : sql`finding."seenBy" && ${filter.workflow}::text[]`}
    AND ${oneOf(sql`finding.rule`, filter.rule)}
    AND ${oneOf(sql`finding.severity`, filter.severity)}
    AND ${oneOf(sql`finding.category`, filter.category)}
    AND ${oneOf(sql`finding.state`, statesOf(filter))}
    AND ${oneOf(sql`finding.tool`, filter.tool)}
    AND ${oneOf(sql`finding."dismissReason"`, filter.reason)}
    AND ${oneOf(sql`CASE WHEN finding."isProven" THEN 'yes' ELSE 'no' END`, filter.proven)}
    AND ${oneOf(SEEN_IN, seenInOf(filter))}`
}

/** SQL over `finding`: the team, and what is no facet and no view: path, baseline, run, launch and words. */
export async function scopeSql(
  teamId: string,
  { path = '', newSince, run, launch, q = '' }: FindingFilter,
): Promise<Sql> {
  const folder = path.replace(/\/+$/, '')
  const parts = [sql`finding."teamId" = ${teamId}`]
  if (folder !== '')
    parts.push(sql`(finding.path = ${folder} OR finding.path LIKE ${`${escapeLike(folder)}/%`})`)
  if (newSince !== undefined)
    parts.push(sql`EXISTS (SELECT FROM snapshot AS first, snapshot AS base
      WHERE first.id = finding."firstSnapshotId" AND base.id = ${newSince} AND base."teamId" = ${teamId}
        AND base."projectId" = finding."projectId" AND first."createdAt" > base."createdAt")`)
  if (isOfRuns({ run, launch })) parts.push(sql`EXISTS (${sightingsSql(teamId, { run, launch })})`)
  if (q !== '')
    parts.push(sql`concat_ws(' ', finding.message, finding.rule, finding.path, finding.judged ->> 'qualifiedName',
      ${await titlesOf(teamId)}::jsonb ->> finding.rule)
      ILIKE ALL (${wordPatterns(q)}::text[])`)
  return parts.reduce((all, part) => sql`${all} AND ${part}`)
}

const FoundRules = z.array(z.object({ rule: z.string() }))

/** Titles, which no table holds, of the rules that found something in the team: JSON by rule. */
async function titlesOf(teamId: string): Promise<string> {
  const rows = FoundRules.parse(
    await db().$queryRaw`SELECT DISTINCT rule FROM finding WHERE "teamId" = ${teamId}`,
  )
  return JSON.stringify(await ruleTitles(rows.map(({ rule }) => rule)))
}

/** SQL over `finding`: its sightings by the run, or by the launch's runs. */
function sightingsSql(teamId: string, { run, launch }: Pick<FindingFilter, 'run' | 'launch'>): Sql {
  return sql`SELECT FROM finding_sighting AS seen JOIN run ON run.id = seen."runId"
    WHERE seen."findingId" = finding.id AND seen."teamId" = ${teamId} AND run."teamId" = ${teamId}
      AND ${run === undefined ? sql`true` : sql`run.id = ${run}`}
      AND ${launch === undefined ? sql`true` : sql`run."launchId" = ${launch}`}`
}

/** SQL over `finding`: it is shown today, or was by the run or launch that is asked for. */
export function shownSql(teamId: string, filter: FindingFilter): Sql {
  return isOfRuns(filter)
    ? sql`EXISTS (${sightingsSql(teamId, filter)} AND seen.judged ->> 'hidden' IS NULL)`
    : IS_SHOWN
}

/** SQL over `finding`: what the view shows. */
export function viewSql(teamId: string, filter: FindingFilter): Sql {
  if (filter.view === 'all') return sql`true`
  const shown = shownSql(teamId, filter)
  return filter.view === 'shown' ? shown : sql`NOT ${shown}`
}
