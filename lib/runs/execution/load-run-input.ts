import 'server-only'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { WorkflowName } from '@/lib/domain/words'
import { decodeSource } from '@/lib/projects/import/decode-source'
import type { RunInput } from '@/lib/workflows/define-workflow'

/** All that executing a run needs to know and that never changes once the run exists. */
export interface LoadedRun {
  teamId: string
  projectId: string
  launchId: string
  userId: string
  /** of the click that launched or retried it: ties the worker's log lines to the web server's */
  requestId: string | null
  snapshotId: string
  workflow: WorkflowName
  input: RunInput
}

/** Reads only immutable columns, so that the durable engine may repeat it at a replay without a checkpoint. */
export async function loadRunInput(runId: string, tryNumber: number): Promise<LoadedRun> {
  const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
  const module = await db().module.findUniqueOrThrow({
    where: { snapshotId_path: { snapshotId: run.snapshotId, path: run.targetPath } },
    select: { name: true, sourceRoot: true, blobHash: true },
  })
  const blob = await db().blob.findUniqueOrThrow({ where: { hash: module.blobHash } })
  return {
    teamId: run.teamId,
    projectId: run.projectId,
    launchId: run.launchId,
    userId: run.createdBy,
    requestId: run.requestId,
    snapshotId: run.snapshotId,
    workflow: WorkflowName.parse(run.workflow),
    input: {
      runId,
      tryNumber,
      projectId: run.projectId,
      options: LaunchOptions.parse(run.options),
      modulePath: run.targetPath,
      moduleName: module.name,
      sourceRoot: module.sourceRoot,
      source: decodeSource(blob.content),
    },
  }
}
