import 'server-only'
import { z } from 'zod'
import { forgetEntry, tellNews } from '@/lib/cache/cache-news'
import { db } from '@/lib/db/db'
import { constantSql, sql } from '@/lib/db/sql'
import { sweepBlobs } from '@/lib/imports/sweep-blobs'
import { foldRollups, LOCK_SPACE } from '@/lib/metrics/rollups/fold-rollups'
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
  await forgetFigures(place)
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

/**
 * The rows that were there took themselves off all sums; what is left under the project is of rows that the team kept no
 * longer. In sums over all projects that stays: it was spent.
 */
async function forgetFigures({ teamId, projectId }: Place): Promise<void> {
  // What is still noted would else be taken off sums that are gone.
  await foldRollups()
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${LOCK_SPACE}), hashtext(${teamId}))`
    for (const kind of ['attempt', 'run', 'timed']) {
      const [keys, rollups] = [constantSql(`${kind}_key`), constantSql(`${kind}_rollup`)]
      const ofProject = sql`"teamId" = ${teamId} AND project = ${projectId}`
      await tx.$executeRaw`
        DELETE FROM ${rollups} WHERE "keyId" IN (SELECT id FROM ${keys} WHERE ${ofProject})`
      await tx.$executeRaw`DELETE FROM ${keys} WHERE ${ofProject}`
    }
  })
}
