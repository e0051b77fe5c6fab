import 'server-only'
import { db } from '@/lib/db/db'
import type { RunRow } from '@/lib/domain/run'
import { hideCosts } from '@/lib/teams/hide-costs'
import type { TeamContext } from '@/lib/teams/team-context'
import { runRowInclude, toRunRows } from './rows/to-run-row'

type Moments = Pick<RunRow, 'createdAt' | 'startedAt' | 'endedAt'>

/** When the last thing happened to a run: its end, its start or its launch; ISO 8601 UTC. */
const lastMoment = ({ createdAt, startedAt, endedAt }: Moments) => endedAt ?? startedAt ?? createdAt

/**
 * The runs of a team to which something happened last, the newest first: ended before started, started before launched, where
 * many were launched at once. Three short looks, each in the order of an index.
 */
export async function listLatestRuns(ctx: TeamContext, most: number): Promise<RunRow[]> {
  const { teamId } = ctx
  const newest = { take: most, include: runRowInclude }
  const { run } = db()
  const found = await Promise.all([
    run.findMany({ where: { teamId, endedAt: { not: null } }, orderBy: { endedAt: 'desc' }, ...newest }),
    run.findMany({ where: { teamId, status: 'running' }, orderBy: { startedAt: 'desc' }, ...newest }),
    run.findMany({ where: { teamId }, orderBy: { createdAt: 'desc' }, ...newest }),
  ])
  const each = [...new Map(found.flat().map((one) => [one.id, one])).values()]
  const rows = await toRunRows(each)
  const latest = rows.toSorted((a, b) => (lastMoment(a) < lastMoment(b) ? 1 : -1)).slice(0, most)
  return hideCosts(ctx, latest)
}
