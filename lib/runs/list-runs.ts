import 'server-only'
import { db } from '@/lib/db/db'
import { parseInput } from '@/lib/domain/parse-input'
import type { RunList } from '@/lib/domain/run-list'
import { RunQuery, type RunQueryInput } from '@/lib/domain/run-query'
import type { TeamContext } from '@/lib/teams/team-context'
import { countRuns } from './list/count-runs'
import { escapeLike } from './list/escape-like'
import { afterCursor, encodeCursor, runOrder } from './list/run-cursor'
import { runRowInclude, toRunRows } from './rows/to-run-row'

/** One page of the team's runs with the counts beside each filter. Pages never overlap or skip, whatever arrives meanwhile. */
export async function listRuns(ctx: TeamContext, input: RunQueryInput): Promise<RunList> {
  const query = parseInput(RunQuery, input)
  const [page, counted] = await Promise.all([findPage(ctx, query), countRuns(ctx, query)])
  return { ...page, ...counted }
}

async function findPage(ctx: TeamContext, query: RunQuery): Promise<Pick<RunList, 'rows' | 'nextCursor'>> {
  const found = await db().run.findMany({
    where: {
      AND: [runFilter(ctx, query), query.cursor === undefined ? {} : afterCursor(query.sort, query.cursor)],
    },
    orderBy: runOrder(query.sort),
    take: query.limit + 1,
    include: runRowInclude,
  })
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  return {
    rows: await toRunRows(page),
    nextCursor: found.length > page.length && last !== undefined ? encodeCursor(query.sort, last) : null,
  }
}

const oneOf = (values: string[]) => (values.length === 0 ? undefined : { in: values })

/** `where` of a query's filters within the team. */
function runFilter(ctx: TeamContext, query: RunQuery) {
  return {
    teamId: ctx.teamId,
    launchId: query.launch,
    workflow: oneOf(query.workflow),
    status: oneOf(query.status),
    verdict: oneOf(query.verdict),
    source: oneOf(query.source),
    reason: oneOf(query.reason),
    project: query.project.length === 0 ? undefined : { slug: { in: query.project } },
    ...(query.q === undefined || query.q === ''
      ? {}
      : {
          OR: [
            { targetPath: { contains: escapeLike(query.q), mode: 'insensitive' as const } },
            { targetName: { contains: escapeLike(query.q), mode: 'insensitive' as const } },
          ],
        }),
  }
}
