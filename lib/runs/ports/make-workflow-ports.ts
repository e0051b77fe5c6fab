import 'server-only'
import { judgeFindings } from '@/lib/findings/judge-findings'
import type { WorkflowPorts } from '@/lib/workflows/define-workflow'
import type { RunExecution } from '../execution/execute-run'
import { hashNewTexts } from '../execution/hash-new-texts'
import type { LoadedRun } from '../execution/load-run-input'
import { slotHolderOf } from '../slots/worker-slots'
import { makeAnalysisPort } from './make-analysis-port'
import { makeEnginePorts } from './make-engine-ports'
import { makePythonPort } from './make-python-port'

/** The real ports of one execution of a run. */
export async function makeWorkflowPorts(run: LoadedRun, execution: RunExecution): Promise<WorkflowPorts> {
  const { runId, tryNumber, options, diff } = run.input
  const { teamId, projectId, launchId, userId, workflow, snapshotId } = run
  const { signal, step, sleep, debts, idle, flights } = execution
  const ids = { runId, tryNumber, teamId, projectId, launchId, userId, workflow }
  const seenIn = { teamId, projectId, snapshotId, changed: hashNewTexts(diff) }
  const holder = await slotHolderOf({ teamId, launchId, runId })
  return {
    ...makeEnginePorts({ run: ids, options, signal, step, sleep, debts, idle, flights }),
    python: await makePythonPort(run, signal, holder),
    analysis: makeAnalysisPort(run, signal, holder),
    findings: { judge: (detections) => judgeFindings(seenIn, detections) },
  }
}
