import 'server-only'
import { z } from 'zod'
import { forgetEntry, tellNews } from '@/lib/cache/cache-news'
import { db, type Transaction } from '@/lib/db/db'
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
 * verdicts, stored results, budgets, alert rules with their alerts, figures in charts, and contents that nothing else holds.
 * What was spent stays in the team's other budgets. Can be repeated after a crash. Returns how many rows went, by what they are.
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
  const limits = await db().$transaction((tx) => deleteLimits(tx, place))
  await db().project.deleteMany({ where: { teamId, id: projectId } })
  const contents = await sweepBlobs()
  return {
    ...{ runs, launches: launches.count, findings: findings.count },
    ...{ 'stored results': stored.count, imports: snapshots.count, 'contents of files': contents },
    ...limits,
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

/** Its budgets and alert rules, with all alerts about them: these name the project. */
async function deleteLimits(
  tx: Transaction,
  { teamId, projectId: scopeId }: Place,
): Promise<Record<string, number>> {
  const where = { teamId, scope: 'project', scopeId }
  const ofProject = await tx.budget.findMany({ where, select: { id: true } })
  // Removed budgets are known to the log alone.
  const subjects = sql`(
    SELECT unnest(${ofProject.map(({ id }) => id)}::text[])
    UNION SELECT "subjectId" FROM audit_entry
    WHERE "teamId" = ${teamId} AND "subjectType" = 'budget' AND detail->>'scopeId' = ${scopeId})`
  const budgets = await tx.budget.deleteMany({ where })
  const rules = await tx.alertRule.deleteMany({ where })
  const ofTeam = sql`(SELECT id FROM alert_rule WHERE "teamId" = ${teamId})`
  const alerts = await tx.$executeRaw`
    DELETE FROM alert WHERE "teamId" = ${teamId} AND subject IN ${subjects}`
  await tx.$executeRaw`DELETE FROM alert_sample WHERE "ruleId" IN ${ofTeam} AND subject IN ${subjects}`
  // What these rules saw last comes back with their next round.
  await tx.$executeRaw`
    DELETE FROM alert_sight WHERE "ruleId" IN ${ofTeam} AND jsonb_path_exists(
      readings, '$[*] ? (@.subject == $of[*])', jsonb_build_object('of', (SELECT jsonb_agg(id) FROM ${subjects} AS one (id))))`
  return { budgets: budgets.count, 'alert rules': rules.count, 'alerts about its budgets': alerts }
}

/** A rebuild of the rollups may last longer than a fold waits. */
const MOST_TRIES = 5

/**
 * The rows that were there took themselves off all sums; what is left under the project is of rows that the team kept no
 * longer. In sums over all projects that stays: it was spent. Throws when something else of the rollups never ended.
 */
async function forgetFigures(place: Place): Promise<void> {
  for (let tried = 1; tried <= MOST_TRIES; tried += 1) {
    await foldRollups()
    if (await deleteFigures(place)) return
  }
  throw new Error('the figures of the project are still being summed up')
}

/** False: there are deltas that would be taken off sums that are gone, as the fold left out a team whose rollups are made anew. */
async function deleteFigures({ teamId, projectId }: Place): Promise<boolean> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${LOCK_SPACE}), hashtext(${teamId}))`
    const ofProject = sql`"teamId" = ${teamId} AND project = ${projectId}`
    const left = await tx.$queryRaw<unknown[]>`
      (SELECT FROM attempt_delta WHERE ${ofProject} LIMIT 1) UNION ALL (SELECT FROM run_delta WHERE ${ofProject} LIMIT 1)`
    if (left.length > 0) return false
    for (const kind of ['attempt', 'run', 'timed']) {
      const [keys, rollups] = [constantSql(`${kind}_key`), constantSql(`${kind}_rollup`)]
      await tx.$executeRaw`
        DELETE FROM ${rollups} WHERE "keyId" IN (SELECT id FROM ${keys} WHERE ${ofProject})`
      await tx.$executeRaw`DELETE FROM ${keys} WHERE ${ofProject}`
    }
    return true
  })
}
