import 'server-only'
import { DBOS } from '@dbos-inc/dbos-sdk'
import type { StepDebt } from '@/lib/db/step-debt'
import { log } from '@/lib/log/log'
import type { StepDebts } from '@/lib/runs/execution/execute-run'

/** What steps that are under way owe, by flow and step. */
const owed = new Map<string, Map<number, StepDebt>>()

/** Takes over what a step owes: whoever takes it pays it. */
export function takeDebt(flowId: string, step: number): StepDebt | undefined {
  const ofFlow = owed.get(flowId)
  const debt = ofFlow?.get(step)
  ofFlow?.delete(step)
  if (ofFlow?.size === 0) owed.delete(flowId)
  return debt
}

/** Notes what a step owes: whoever records the step takes it over. False: it owes something already. */
export function oweFor(flowId: string, step: number, debt: StepDebt): boolean {
  const ofFlow = owed.get(flowId) ?? new Map<number, StepDebt>()
  if (ofFlow.has(step)) return false
  owed.set(flowId, ofFlow.set(step, debt))
  return true
}

async function payNow(): Promise<void> {
  const { workflowID, stepID } = DBOS
  if (workflowID !== undefined && stepID !== undefined) await takeDebt(workflowID, stepID)?.pay()
}

/** Pays whatever steps of a flow still owe: the engine never came to record them. Never throws. */
export async function payLeft(flowId: string): Promise<void> {
  for (const step of [...(owed.get(flowId)?.keys() ?? [])]) {
    await takeDebt(flowId, step)
      ?.pay()
      .catch((err: unknown) => log.error({ err, flowId }, 'what a step owed could not be written'))
  }
}

/** Within a step of the durable engine: its debts are paid by `recordOperationResult` of quick-checkpoints. */
export const stepDebts: StepDebts = {
  leaveToStep(debt) {
    const { workflowID, stepID } = DBOS
    // Outside of a step nobody would pay.
    return workflowID !== undefined && stepID !== undefined && oweFor(workflowID, stepID, debt)
  },
  payNow,
}
