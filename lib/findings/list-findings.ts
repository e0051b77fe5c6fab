import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type FindingList, FindingQuery, type FindingQueryInput } from '@/lib/domain/finding-query'
import type { FindingRow } from '@/lib/domain/finding-row'
import { parseInput } from '@/lib/domain/parse-input'
import { SnapshotChoice } from '@/lib/domain/snapshot-choice'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { countFindings } from './list/count-findings'
import { facetSql, scopeSql, viewSql } from './list/filter-sql'
import { afterCursor, encodeCursor, sortKeys } from './list/finding-cursor'
import { findingRowInclude, toFindingRows } from './rows/to-finding-rows'

const PageKey = z.object({ id: z.string(), first: z.union([z.number(), z.string()]), second: z.number() })

/** One page of the team's findings with the counts beside each filter. Pages never overlap or skip, whatever arrives meanwhile. */
export async function listFindings(ctx: TeamContext, input: FindingQueryInput): Promise<FindingList> {
  assertCan(ctx, 'view')
  const query = parseInput(FindingQuery, input)
  const [page, counted, baseline] = await Promise.all([
    findPage(ctx, query),
    countFindings(ctx.teamId, query),
    query.newSince === undefined ? null : findBaseline(ctx.teamId, query.newSince),
  ])
  return { ...page, ...counted, baseline }
}

/** The team's snapshot of that id; null: there is none. */
async function findBaseline(teamId: string, id: string): Promise<SnapshotChoice | null> {
  const found = await db().snapshot.findFirst({ where: { id, teamId } })
  return found === null ? null : SnapshotChoice.parse({ ...found, createdAt: found.createdAt.toISOString() })
}

/** One page without the counts. */
export async function findPage(
  ctx: TeamContext,
  query: FindingQuery,
): Promise<Pick<FindingList, 'rows' | 'nextCursor'>> {
  const { first, second } = sortKeys(query.sort)
  const scope = await scopeSql(ctx.teamId, query)
  const keys = z.array(PageKey).parse(
    await db().$queryRaw`
      SELECT finding.id, ${first} AS first, ${second} AS second
      FROM finding JOIN project ON project.id = finding."projectId"
      WHERE ${scope} AND ${facetSql(query)} AND ${viewSql(ctx.teamId, query)}
        AND ${afterCursor(query.sort, query.cursor)}
      ORDER BY 2, 3, 1 LIMIT ${query.limit + 1}`,
  )
  const page = keys.slice(0, query.limit)
  const last = page.at(-1)
  return {
    rows: await readFindings(
      ctx.teamId,
      page.map(({ id }) => id),
    ),
    nextCursor: keys.length > page.length && last !== undefined ? encodeCursor(query.sort, last) : null,
  }
}

/** Findings of the team in the order of the ids; those that are not there are left out. */
export async function readFindings(teamId: string, ids: string[]): Promise<FindingRow[]> {
  const found = await db().finding.findMany({
    where: { id: { in: ids }, teamId },
    include: findingRowInclude,
  })
  const byId = new Map((await toFindingRows(found)).map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
