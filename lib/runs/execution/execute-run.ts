import 'server-only'
import type { Idle } from '@/lib/cache/team-cache'
import type { LeaveToStep } from '@/lib/db/step-debt'
import { throughOutages } from '@/lib/db/through-outages'
import { onDisk } from '@/lib/db/to-disk'
import type { WorkflowName } from '@/lib/domain/words'
import { log } from '@/lib/log/log'
import { spansWritten, spanWriterOf } from '@/lib/telemetry/span-writer'
import type { Workflow, WorkflowPorts } from '@/lib/workflows/define-workflow'
import type { PythonPort } from '@/lib/workflows/python-port'
import { RunParkedError } from '@/lib/workflows/run-parked-error'
import type { RunPlace } from '../durable/engine-names'
import { endTurn, takeTurn } from '../slots/take-turn'
import { cpuPlaces, slotHolderOf } from '../slots/worker-slots'
import { beginRun } from './begin-run'
import { failRun } from './fail-run'
import { type FlowEnding, finishRun } from './finish-run'
import type { LoadedRun } from './load-run-input'
import { placeOf } from './place-of'
import { refreshRunCost } from './refresh-run-cost'

/** What steps owe, for a call that they made or a result that they store, paid with the step's own record: one commit instead of two. */
export interface StepDebts {
  /** The step that this is called in pays it at its end, whatever becomes of the step. */
  leaveToStep: LeaveToStep
  /** Pays at once what the step owes, for who needs it on record before the step's end. */
  payNow: () => Promise<void>
}

/** What the durable engine lends to one execution. */
export interface RunExecution {
  runId: string
  tryNumber: number
  /** who started this try, when that was not who launched the run */
  userId?: string
  /** whose turn it waits for; absent: it is asked for */
  place?: RunPlace
  /** checkpoints: after a crash the stored result is returned and `work` is not repeated */
  step: WorkflowPorts['step']
  sleep: WorkflowPorts['sleep']
  /** fires when the run is cancelled: closes sockets, kills sandboxed processes */
  signal: AbortSignal
  /** absent: what is owed for a call is written at once */
  debts?: StepDebts
  /** runs what only waits for others; absent: such a wait is like any other work */
  idle?: Idle
  /** absent: the engine ends the flow when this execution returns */
  ending?: FlowEnding
  /** keys in the cache that an earlier process left to this try; absent: the cache asks for them */
  flights?: string[]
  /** true for errors by which the engine itself ends this execution: cancelled, or taken over by another worker */
  isInterruption: (error: unknown) => boolean
}

/** What a worker executes runs with: the real things, or a test's. */
export interface RunTools {
  findWorkflow: (name: WorkflowName) => Workflow
  makePorts: (run: LoadedRun, execution: RunExecution) => Promise<WorkflowPorts>
  makePython: (run: LoadedRun, signal: AbortSignal) => Promise<PythonPort>
}

/** A run stays queued until there is a processor for it and its turn to begin: what shows as running is being worked on. */
async function waitForTurn({ runId, tryNumber, place, signal }: RunExecution): Promise<void> {
  const holder = await slotHolderOf({ runId, ...(place ?? (await placeOf(runId))) })
  await cpuPlaces().keep(holder, signal)
  await takeTurn({ runId, tryNumber }, holder, signal)
}

/**
 * Executes one try of a run to its end: every run ends `done`, `failed` or `cancelled`, whatever happens here; one whose
 * call waits in a batch returns before, still `running`, and is executed again later.
 * Throws only interruptions; an unexpected error is logged and ends the run as `failed` with an id to look for.
 */
export async function executeRun(execution: RunExecution, tools: RunTools): Promise<void> {
  const { runId, tryNumber, userId, signal } = execution
  const began = performance.now()
  let runLog = log.child({ runId, tryNumber })
  const ended = (outcome: string) =>
    runLog.info({ outcome, durationMs: Math.round(performance.now() - began) }, 'run ended')
  const lasting = <T>(work: () => Promise<T>) => throughOutages(work, { signal, about: { runId, tryNumber } })
  try {
    await lasting(() => waitForTurn(execution))
    // Begin and end are no checkpoints: they are idempotent, and what they find says all about where the run stands.
    const begun = await lasting(() => beginRun({ runId, tryNumber, userId }))
    if (begun === null) return
    const { run, flights } = begun
    spanWriterOf({ ...run, runId, tryNumber }).tell()
    runLog = log.child({ runId, tryNumber, requestId: run.requestId })
    runLog.info({ workflow: run.workflow, launchId: run.launchId }, 'run begins')
    const ports = await lasting(() => tools.makePorts(run, { ...execution, flights }))
    const outcome = await tools.findWorkflow(run.workflow).run(ports, run.input)
    await spansWritten(execution)
    // Nobody is told of an end whose payments a failing machine could still forget.
    await lasting(onDisk)
    await lasting(() => finishRun(run, outcome, execution.ending))
    ended(outcome.verdict)
  } catch (error) {
    await spansWritten(execution).catch((err: unknown) => runLog.warn({ err }, 'spans not written'))
    // The flow ends and holds no worker; the run goes on when its call is back.
    if (error instanceof RunParkedError) return ended('parked')
    if (signal.aborted || execution.isInterruption(error)) {
      await refreshRunCost(runId).catch((err: unknown) => runLog.warn({ err }, 'cost not refreshed'))
      ended(signal.aborted ? 'cancelled' : 'interrupted')
      throw error
    }
    runLog.error({ err: error }, 'run failed unexpectedly')
    await lasting(() => failRun(runId, tryNumber, error))
    ended('failed')
  } finally {
    endTurn(execution)
    cpuPlaces().leave(execution)
  }
}
