import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { ModuleRow } from '@/lib/domain/module'
import { newestOutcome } from '@/lib/domain/newest-outcome'
import { RunFigures } from '@/lib/domain/run'
import { RunStatus, Verdict } from '@/lib/domain/words'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findProjectRow } from './find-project-row'
import { findSnapshotRow } from './find-snapshot-row'

const ModuleColumns = ModuleRow.omit({ documentedShare: true, lastRun: true, tests: true }).extend({
  documented: z.number().int(),
})

const LastRunColumns = z.object({
  targetPath: z.string(),
  id: z.string(),
  status: RunStatus,
  verdict: Verdict.nullable(),
  figures: RunFigures,
  createdAt: z.date(),
})

async function readModuleColumns(snapshotId: string): Promise<z.infer<typeof ModuleColumns>[]> {
  // Without `facts`: they are large, and the list needs one bit of them.
  const rows = await db().$queryRaw<unknown[]>`
    SELECT path, name, "isTest", lines, "codeLines", functions, classes, branches, "publicSymbols", documented,
           NOT jsonb_exists(facts, 'unread') AS "wasRead", "syntaxError"
    FROM module WHERE "snapshotId" = ${snapshotId} ORDER BY path`
  return z.array(ModuleColumns).parse(rows)
}

/** Covered / all statements of an output; null: not measured. */
function shareOf({ statements, coveredStatements }: RunFigures): number | null {
  const measured = statements !== undefined && coveredStatements !== undefined && statements > 0
  return measured ? coveredStatements / statements : null
}

/** Coverage by path of the newest verified tests of each module. */
async function readTests(ctx: TeamContext, projectId: string): Promise<Map<string, ModuleRow['tests']>> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT DISTINCT ON ("targetPath") "targetPath", figures
    FROM run WHERE "projectId" = ${projectId} AND "teamId" = ${ctx.teamId} AND workflow = 'test-generation'
      AND status = 'done' AND verdict = 'verified'
    ORDER BY "targetPath", "createdAt" DESC, id DESC`
  const parsed = z.array(LastRunColumns.pick({ targetPath: true, figures: true })).parse(rows)
  return new Map(parsed.map(({ targetPath, figures }) => [targetPath, { coveredShare: shareOf(figures) }]))
}

async function readLastRuns(ctx: TeamContext, projectId: string): Promise<Map<string, ModuleRow['lastRun']>> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT DISTINCT ON ("targetPath") "targetPath", id, status, verdict, figures, "createdAt"
    FROM run WHERE "projectId" = ${projectId} AND "teamId" = ${ctx.teamId}
    ORDER BY "targetPath", "createdAt" DESC, id DESC`
  return new Map(
    z
      .array(LastRunColumns)
      .parse(rows)
      .map(({ targetPath, createdAt, id, status, ...own }) => {
        const { verdict, figures } = newestOutcome({ ...own, verdictText: null })
        const coveredShare = shareOf(figures)
        return [targetPath, { id, status, verdict, coveredShare, createdAt: createdAt.toISOString() }]
      }),
  )
}

/** Null for a project of the team whose files are still on their way; throws `not-found`. */
async function findSnapshot(ctx: TeamContext, input: { projectId: string; snapshotId?: string }) {
  const files = await db().snapshot.count({ where: { projectId: input.projectId, teamId: ctx.teamId } })
  if (files > 0 || input.snapshotId !== undefined) return findSnapshotRow(ctx, input)
  await findProjectRow(ctx, { projectId: input.projectId })
  return null
}

/**
 * The modules of a project's snapshot (the newest when none is named) by path, each with its newest run; none while
 * the project's first import is under way. Throws `not-found`.
 */
export async function listModules(
  ctx: TeamContext,
  input: { projectId: string; snapshotId?: string },
): Promise<ModuleRow[]> {
  assertCan(ctx, 'view')
  const snapshot = await findSnapshot(ctx, input)
  if (snapshot === null) return []
  const [modules, lastRuns, tests] = await Promise.all([
    readModuleColumns(snapshot.id),
    readLastRuns(ctx, input.projectId),
    readTests(ctx, input.projectId),
  ])
  return modules.map(({ documented, ...module }) => ({
    ...module,
    documentedShare: module.publicSymbols === 0 ? null : documented / module.publicSymbols,
    lastRun: lastRuns.get(module.path) ?? null,
    tests: tests.get(module.path) ?? null,
  }))
}
