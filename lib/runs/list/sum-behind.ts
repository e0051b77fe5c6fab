import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { RunsBehind } from '@/lib/domain/run-list'
import type { RunQuery } from '@/lib/domain/run-query'
import { asksForAttempts, meantSql } from './attempt-filter'
import type { CountedList } from './count-runs'

/** More are not added up: nobody compares so long a list with a figure by eye. */
const MOST_RUNS = 5000

const Sums = z.tuple([z.object({ n: z.number(), costNanoUsd: z.number(), savedNanoUsd: z.number() })])

/**
 * What the runs of a list by time or by attempts come to, as a figure of a chart leads to them: the attempts that are meant,
 * which are what the figure counts, and the whole runs. null: of another list, or too many. `where`: the list's own filter;
 * `counting`: what is read for its counts need not be read again.
 */
export async function sumBehind(
  teamId: string,
  query: RunQuery,
  where: NonNullable<Parameters<ReturnType<typeof db>['run']['findMany']>[0]>['where'],
  counting: Promise<Pick<CountedList, 'whole'>>,
): Promise<RunsBehind | null> {
  const ofAttempts = asksForAttempts(query)
  if (query.cursor !== undefined || (!ofAttempts && (query.from ?? query.until) === undefined)) return null
  const whole = ofAttempts ? null : (await counting).whole
  if (whole !== null) return { ...whole, attempts: null }
  const runs = await db().run.findMany({
    where,
    select: { id: true, costNanoUsd: true },
    // In the order of an index that has the window.
    orderBy: query.time === 'ended' ? { endedAt: 'desc' } : undefined,
    take: MOST_RUNS + 1,
  })
  if (runs.length > MOST_RUNS) return null
  return {
    runs: runs.length,
    costNanoUsd: runs.reduce((sum, { costNanoUsd }) => sum + Number(costNanoUsd), 0),
    attempts: ofAttempts
      ? await sumAttempts(
          teamId,
          query,
          runs.map(({ id }) => id),
        )
      : null,
  }
}

async function sumAttempts(
  teamId: string,
  query: RunQuery,
  runIds: string[],
): Promise<RunsBehind['attempts']> {
  const [sums] = Sums.parse(
    await db().$queryRaw`
      SELECT count(*)::int AS n, coalesce(sum("costNanoUsd"), 0)::float8 AS "costNanoUsd",
        coalesce(sum("hitSavedNanoUsd"), 0)::float8 AS "savedNanoUsd"
      FROM attempt WHERE "runId" = ANY(${runIds}::text[]) AND "teamId" = ${teamId} AND ${meantSql(query)}`,
  )
  return sums
}
