import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import { LaunchOptions } from '@/lib/domain/launch'
import { TargetKind, WorkflowName } from '@/lib/domain/words'
import { loadDiff } from '@/lib/projects/changes/load-diff'
import { decodeSource } from '@/lib/projects/import/decode-source'
import type { RunInput } from '@/lib/workflows/define-workflow'

/** All that executing a run needs to know and that never changes once the run exists. */
export interface LoadedRun {
  teamId: string
  projectId: string
  launchId: string
  /** who started this try: it is their budget that binds */
  userId: string
  /** of the click that launched or retried it: ties the worker's log lines to the web server's */
  requestId: string | null
  snapshotId: string
  workflow: WorkflowName
  input: RunInput
}

const Row = z.object({
  teamId: z.string(),
  projectId: z.string(),
  launchId: z.string(),
  createdBy: z.string(),
  requestId: z.string().nullable(),
  snapshotId: z.string(),
  workflow: WorkflowName,
  options: LaunchOptions,
  targetKind: TargetKind,
  targetPath: z.string(),
  /** nulls: it is about changes, not about a module */
  moduleName: z.string().nullable(),
  sourceRoot: z.string().nullable(),
  content: z.instanceof(Uint8Array).nullable(),
})

/** The module, or the changes; a run that has lost its target cannot be executed. */
async function targetOf(
  runId: string,
  { targetKind, targetPath, launchId, moduleName, sourceRoot, content }: z.infer<typeof Row>,
): Promise<Pick<RunInput, 'modulePath' | 'moduleName' | 'sourceRoot' | 'source' | 'diff'>> {
  if (targetKind === 'diff') {
    const diff = await loadDiff(launchId)
    if (diff === null) throw new Error(`the changes of run ${runId} are gone`)
    return { modulePath: targetPath, moduleName: '', sourceRoot: '', source: '', diff }
  }
  if (moduleName === null || sourceRoot === null || content === null)
    throw new Error(`the module of run ${runId} is gone`)
  return { modulePath: targetPath, moduleName, sourceRoot, source: decodeSource(content), diff: null }
}

/** SQL: what `loadedRunOf` reads, of the run in the table or CTE `run`; only columns that never change. */
export const loadedColumns: Sql = sql`run."teamId", run."projectId", run."launchId", run."createdBy", run."requestId",
  run."snapshotId", run.workflow, run.options, run."targetKind", run."targetPath", module.name AS "moduleName",
  module."sourceRoot", blob.content`

/** SQL: the module of the run in the table or CTE `run`, with its source. */
export const itsModule: Sql = sql`
  LEFT JOIN module ON module."snapshotId" = run."snapshotId" AND module.path = run."targetPath"
  LEFT JOIN blob ON blob.hash = module."blobHash"`

/** A row of `loadedColumns`. Throws when the run has lost its target. */
export async function loadedRunOf(
  row: unknown,
  { runId, tryNumber, userId }: { runId: string; tryNumber: number; userId?: string },
): Promise<LoadedRun> {
  const run = Row.parse(row)
  return {
    teamId: run.teamId,
    projectId: run.projectId,
    launchId: run.launchId,
    userId: userId ?? run.createdBy,
    requestId: run.requestId,
    snapshotId: run.snapshotId,
    workflow: run.workflow,
    input: {
      runId,
      tryNumber,
      projectId: run.projectId,
      options: run.options,
      ...(await targetOf(runId, run)),
    },
  }
}

/** What a run needs, for who does not begin it. */
export async function loadRunInput(runId: string, tryNumber: number, userId?: string): Promise<LoadedRun> {
  const rows = await queryOften(sql`SELECT ${loadedColumns} FROM run ${itsModule} WHERE run.id = ${runId}`)
  return loadedRunOf(rows[0], { runId, tryNumber, userId })
}
