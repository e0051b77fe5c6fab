import 'server-only'
import { db } from '@/lib/db/db'
import { escapeLike } from '@/lib/db/like-patterns'
import { nothingThere } from '@/lib/db/sql'
import { parseInput } from '@/lib/domain/parse-input'
import type { RunList } from '@/lib/domain/run-list'
import { RunQuery, type RunQueryInput } from '@/lib/domain/run-query'
import { SORTED_RUNS } from '@/lib/domain/sorted-runs'
import type { Verdict } from '@/lib/domain/words'
import { hideCosts } from '@/lib/teams/hide-costs'
import type { TeamContext } from '@/lib/teams/team-context'
import { attemptWhere } from './list/attempt-filter'
import { countRuns } from './list/count-runs'
import { COUNTED_WHERE } from './list/counted-runs'
import { findSorted } from './list/find-sorted'
import { reviewFilter } from './list/review-state'
import { runSql } from './list/run-condition'
import { afterCursor, encodeCursor, orderOf, runOrder, sortedSinceOf } from './list/run-cursor'
import { timeWhere } from './list/run-window'
import { sumBehind } from './list/sum-behind'
import { runRowInclude, toRunRows } from './rows/to-run-row'

/**
 * One page of the team's runs with the counts beside each filter. Pages never overlap or skip, whatever arrives meanwhile. By
 * cost and duration only the newest that match are sorted, and the list says so.
 */
export async function listRuns(
  ctx: TeamContext,
  input: RunQueryInput,
  { mostSorted = SORTED_RUNS } = {},
): Promise<RunList> {
  const asked = parseInput(RunQuery, input)
  // An order by cost would tell who may not see costs which runs are dear.
  const query = asked.sort === 'cost' && !ctx.seesCosts ? { ...asked, sort: 'newest' as const } : asked
  const counting = countRuns(ctx, query)
  const [page, { whole: _, ...counted }, memberNames, behind] = await Promise.all([
    findPage(ctx, query, mostSorted),
    counting,
    nameMembers(ctx, query.member),
    sumBehind(ctx.teamId, query, runFilter(ctx, query), counting),
  ])
  return hideCosts(ctx, { ...page, ...counted, memberNames, behind })
}

/** Names of members by user id: of nobody else, whatever ids are asked for. */
async function nameMembers({ teamId }: TeamContext, userIds: string[]): Promise<Record<string, string>> {
  if (userIds.length === 0) return {}
  const members = await db().member.findMany({
    where: { teamId, userId: { in: userIds } },
    select: { userId: true, user: { select: { name: true } } },
  })
  return Object.fromEntries(members.map(({ userId, user }) => [userId, user.name]))
}

async function findPage(
  ctx: TeamContext,
  query: RunQuery,
  mostSorted: number,
): Promise<Pick<RunList, 'rows' | 'nextCursor' | 'sortedSince'>> {
  const { limit } = query
  const order = orderOf(query)
  const { where, since } = await placeOfPage(ctx, query, mostSorted)
  const found = await db().run.findMany({
    where,
    orderBy: runOrder(order),
    take: limit + 1,
    include: runRowInclude,
  })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: await toRunRows(page),
    nextCursor: found.length > page.length && last !== undefined ? encodeCursor(order, last, since) : null,
    sortedSince: since?.toISOString() ?? null,
  }
}

/** `where` of a page and all after it in its order; by a figure the first page is named run by run. */
async function placeOfPage(ctx: TeamContext, query: RunQuery, most: number) {
  const { sort, cursor, limit } = query
  const filter = runFilter(ctx, query)
  if (cursor !== undefined) {
    const order = orderOf(query)
    const since = sortedSinceOf(order, cursor)
    const sorted = since === null ? {} : { createdAt: { gte: since } }
    return { where: { AND: [filter, sorted, afterCursor(order, cursor)] }, since }
  }
  if (sort !== 'cost' && sort !== 'duration') return { where: filter, since: null }
  const { ids, since } = await findSorted(runSql(ctx.teamId, query), sort, { take: limit + 1, most })
  return { where: { teamId: ctx.teamId, id: { in: ids } }, since }
}

const oneOf = (values: string[]) => (values.length === 0 ? undefined : { in: values })

/** `where` of a query's filters within the team. */
function runFilter(ctx: TeamContext, query: RunQuery) {
  return {
    teamId: ctx.teamId,
    launchId: query.launch,
    workflow: oneOf(query.workflow),
    status: oneOf(query.status),
    source: oneOf(query.source),
    reason: oneOf(query.reason),
    createdBy: oneOf(query.member),
    promptVersion: query.time === 'attempted' ? undefined : oneOf(query.prompt),
    project: query.project.length === 0 ? undefined : { slug: { in: query.project } },
    createdAt: query.since === undefined ? undefined : { gte: new Date(query.since) },
    AND: [
      ...verdictFilter(query.verdict),
      ...textFilter(query.q),
      ...reviewFilter(query.review),
      query.counted === undefined ? {} : COUNTED_WHERE[query.counted],
      ...timeWhere(query),
      ...attemptWhere(ctx.teamId, query),
    ],
  }
}

/** By the verdict of the newest version: a person's edit stands in the run's figures (see `beginEdit`). */
function verdictFilter(verdicts: Verdict[]) {
  if (verdicts.length === 0) return []
  const ofEdit = verdicts.map((verdict) => ({ figures: { path: ['edit', 'verdict'], equals: verdict } }))
  const own = { verdict: { in: verdicts }, figures: { path: ['edit'], equals: nothingThere } }
  return [{ OR: [own, ...ofEdit] }]
}

function textFilter(q: string | undefined) {
  if (q === undefined || q === '') return []
  const contains = { contains: escapeLike(q), mode: 'insensitive' as const }
  return [{ OR: [{ targetPath: contains }, { targetName: contains }] }]
}
