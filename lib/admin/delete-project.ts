import 'server-only'
import { z } from 'zod'
import { forgetEntry, tellNews } from '@/lib/cache/cache-news'
import { db } from '@/lib/db/db'
import { sql } from '@/lib/db/sql'
import { sweepBlobs } from '@/lib/imports/sweep-blobs'
import { runFlowId } from '@/lib/runs/durable/engine-names'

/** A run brings a hundred rows or so with it. */
const BATCH = 200

const Runs = z.array(z.object({ id: z.string(), tryNumber: z.number() }))

/** Deletes the durable engine's rows of flows: their checkpoints hold answers of models. */
export type DeleteFlows = (flowIds: string[]) => Promise<void>

interface Place {
  teamId: string
  projectId: string
}

/**
 * Deletes a project with everything that was made of it: runs with prompts, answers, outputs and reviews, findings and
 * verdicts, stored results, budgets, figures in charts, and contents that nothing else holds. What was spent stays in the
 * team's other budgets. Can be repeated after a crash. Returns how many rows went, by what they are.
 */
export async function deleteProject(place: Place, deleteFlows: DeleteFlows): Promise<Record<string, number>> {
  const { teamId, projectId } = place
  const where = { teamId, projectId }
  const runs = await deleteRuns(place, deleteFlows)
  const findings = await db().finding.deleteMany({ where })
  const launches = await db().launch.deleteMany({ where })
  const stored = await db().cacheEntry.deleteMany({ where })
  forgetEntry(teamId, null)
  await db().$queryRaw`SELECT ${tellNews(teamId, sql`NULL::text`)}::text`
  const snapshots = await db().snapshot.deleteMany({ where })
  await db().budget.deleteMany({ where: { teamId, scope: 'project', scopeId: projectId } })
  await db().project.deleteMany({ where: { teamId, id: projectId } })
  const contents = await sweepBlobs()
  return {
    ...{ runs, launches: launches.count, findings: findings.count },
    ...{ 'stored results': stored.count, imports: snapshots.count, 'contents of files': contents },
  }
}

async function deleteRuns({ teamId, projectId }: Place, deleteFlows: DeleteFlows): Promise<number> {
  for (let deleted = 0; ; ) {
    const runs = Runs.parse(
      await db().$queryRaw`
        SELECT id, "tryNumber" FROM run WHERE "teamId" = ${teamId} AND "projectId" = ${projectId} LIMIT ${BATCH}`,
    )
    const ids = runs.map(({ id }) => id)
    await deleteFlows(
      runs.flatMap(({ id, tryNumber }) =>
        Array.from({ length: tryNumber }, (_, before) => runFlowId(id, before + 1)),
      ),
    )
    await db().$transaction([
      db().batchItem.deleteMany({ where: { teamId, runId: { in: ids } } }),
      db().cacheFlight.deleteMany({ where: { teamId, runId: { in: ids } } }),
      db().run.deleteMany({ where: { teamId, id: { in: ids } } }),
    ])
    deleted += runs.length
    if (runs.length < BATCH) return deleted
  }
}
