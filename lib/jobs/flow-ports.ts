import 'server-only'
import { DBOS, Error as EngineError } from '@dbos-inc/dbos-sdk'
import { currentOwnerXid } from '@dbos-inc/dbos-sdk/internal/context'
import { throughOutages } from '@/lib/db/through-outages'
import type { RunExecution } from '@/lib/runs/execution/execute-run'
import { whileAsleep } from './asleep-flows'
import { CancelledError, openCancelSignal, trackWork } from './cancel-signals'
import { endedFlow, NO_OUTPUT, noteEnded } from './flow-ends'
import { noteRepeatable } from './late-steps'
import { payLeft, stepDebts } from './step-debts'

export type FlowPorts = Pick<
  RunExecution,
  'step' | 'sleep' | 'signal' | 'isInterruption' | 'debts' | 'idle' | 'ending'
>

/** Errors by which the engine ends an execution: the run was cancelled, or another worker has taken it over. */
function isInterruption(error: unknown): boolean {
  return (
    error instanceof EngineError.DBOSWorkflowCancelledError ||
    error instanceof EngineError.DBOSWorkflowConflictError
  )
}

/** Lends the durable engine to one flow: `work` gets checkpoints, durable waits and a signal that fires on cancel. */
export async function withFlowPorts<T>(flowId: string, work: (ports: FlowPorts) => Promise<T>): Promise<T> {
  const { controller, release } = openCancelSignal(flowId)
  const { signal } = controller
  const whenCancelled = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // Only those who wait for it are told; without a listener the rejection would end the process.
  whenCancelled.catch(() => undefined)
  try {
    return await trackWork(
      work({
        signal,
        isInterruption,
        debts: stepDebts,
        idle: (wait) => whileAsleep(flowId, wait),
        ending: {
          ctes(when) {
            const owner = currentOwnerXid(flowId)
            return owner === undefined ? null : endedFlow({ flowId, owner, output: NO_OUTPUT }, when)
          },
          note: () => noteEnded(flowId),
        },
        step: (name, body, { mayRepeat = false } = {}) =>
          DBOS.runStep(
            async () => {
              // The engine polls for cancels while a step runs: second to our own, which needs a live connection.
              const polled = DBOS.stepStatus?.cancelSignal
              polled?.addEventListener('abort', () => controller.abort(new CancelledError()), { once: true })
              const once = async () => {
                signal.throwIfAborted()
                try {
                  return await body()
                } catch (error) {
                  await stepDebts.payNow()
                  throw error
                }
              }
              // Whatever a step writes it writes by id, and a call that it has paid is found on record.
              const result = await throughOutages(once, { signal, about: { flowId, step: name } })
              if (mayRepeat) noteRepeatable(flowId, DBOS.stepID)
              return result
            },
            { name },
          ),
        sleep: (_name, ms) => whileAsleep(flowId, () => Promise.race([DBOS.sleep(ms), whenCancelled])),
      }),
    )
  } finally {
    await payLeft(flowId)
    release()
  }
}
