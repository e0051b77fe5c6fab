import 'server-only'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { executeImport } from '@/lib/imports/execute-import'
import { IMPORT_FLOW, importFlowId } from '@/lib/imports/import-flow'
import type { ImportKey } from '@/lib/imports/update-import'
import {
  EXECUTE_RUN_FLOW,
  RECHECK_ARTIFACT_FLOW,
  type RunFlowArgument,
  type RunPlace,
  runFlowId,
} from '@/lib/runs/durable/engine-names'
import { executeRun, type RunTools } from '@/lib/runs/execution/execute-run'
import { recheckArtifact } from '@/lib/runs/execution/recheck-artifact'
import { withFlowPorts } from './flow-ports'

/** Flows that wait from before an update were given less. */
type EarlierArgument = Omit<RunFlowArgument, keyof RunPlace> & Partial<RunPlace>

/** A run that took its worker down this often is given up by the engine; the reaper then ends it as failed. */
const MAX_RECOVERY_ATTEMPTS = 8

/** Registers the flows under the names by which they are enqueued. Once per process, before the engine launches. */
export function registerFlows(tools: RunTools): void {
  const settings = { serialization: 'portable', maxRecoveryAttempts: MAX_RECOVERY_ATTEMPTS } as const
  DBOS.registerWorkflow(
    ({ runId, tryNumber, userId, teamId, launchId }: EarlierArgument) =>
      withFlowPorts(runFlowId(runId, tryNumber), (ports) => {
        const place = teamId === undefined || launchId === undefined ? undefined : { teamId, launchId }
        return executeRun({ runId, tryNumber, userId, place, ...ports }, tools)
      }),
    { name: EXECUTE_RUN_FLOW, ...settings },
  )
  DBOS.registerWorkflow(
    ({ artifactId }: { artifactId: string }) =>
      withFlowPorts(DBOS.workflowID ?? artifactId, (ports) =>
        recheckArtifact({ artifactId, ...ports }, tools.makePython),
      ),
    { name: RECHECK_ARTIFACT_FLOW, ...settings },
  )
  DBOS.registerWorkflow(
    (key: ImportKey) =>
      withFlowPorts(importFlowId(key.importId), (ports) => executeImport({ ...key, ...ports })),
    { name: IMPORT_FLOW, ...settings },
  )
}
