import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { wordPatterns } from '@/lib/db/like-patterns'
import { FoundRun } from '@/lib/domain/search'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { runRowInclude, toRunRows } from './rows/to-run-row'

/** Older runs are found by the list's own search. */
const SEARCHED_RUNS = 5000

/** The newest runs whose target or project holds every word of the text; no text: the newest of all. */
export async function searchRuns(ctx: TeamContext, text: string, limit: number): Promise<FoundRun[]> {
  assertCan(ctx, 'view')
  const found = z.array(z.object({ id: z.string() })).parse(
    await db().$queryRaw`
      SELECT run.id FROM (
        SELECT id, "projectId", "targetPath", "targetName", "createdAt" FROM run
        WHERE "teamId" = ${ctx.teamId} ORDER BY "createdAt" DESC, id DESC LIMIT ${SEARCHED_RUNS}
      ) AS run JOIN project ON project.id = run."projectId"
      WHERE concat_ws(' ', run."targetPath", run."targetName", project.name) ILIKE ALL (${wordPatterns(text)}::text[])
      ORDER BY run."createdAt" DESC, run.id DESC LIMIT ${limit}`,
  )
  const runs = await db().run.findMany({
    where: { id: { in: found.map(({ id }) => id) }, teamId: ctx.teamId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: runRowInclude,
  })
  return z.array(FoundRun).parse(await toRunRows(runs))
}
