import 'server-only'
import type { DBOSLocalCtx } from '@dbos-inc/dbos-sdk/internal/context'
import { LRUCache } from 'lru-cache'
import type { StepDebt } from '@/lib/db/step-debt'
import type { EndedStep } from './ended-step'

/** Steps whose results may be stored with the next one's. More are never under way: of a flow that broke off they are left. */
const repeatable = new LRUCache<string, true>({ max: 10_000 })

/** Steps of flows that are done and not yet stored. */
const late = new WeakMap<DBOSLocalCtx, EndedStep[]>()

/** Notes that a step of a flow, which is about to end well, would do no harm if it were done again. */
export function noteRepeatable(flowId: string, step: number | undefined): void {
  if (step !== undefined) repeatable.set(`${flowId} ${step}`, true)
}

/** Whether this step is one of those; true once. */
export function takeRepeatable(flowId: string, step: number): boolean {
  return repeatable.delete(`${flowId} ${step}`)
}

/**
 * Keeps back a step that would do no harm if it were done again; false: it is none, or it owes something, and must be stored.
 */
export function keepBack(
  context: DBOSLocalCtx | undefined,
  ended: EndedStep,
  debt: StepDebt | undefined,
): boolean {
  const isRepeatable = takeRepeatable(ended.flowId, ended.step)
  if (!isRepeatable || debt !== undefined || ended.error !== null || context === undefined) return false
  late.set(context, [...lateSteps(context), ended])
  return true
}

/** The steps of a flow that are to be stored with its next one. */
export function lateSteps(context: DBOSLocalCtx | undefined): EndedStep[] {
  return (context === undefined ? undefined : late.get(context)) ?? []
}

/** Those that were stored meanwhile are late no longer. */
export function dropLate(context: DBOSLocalCtx | undefined, stored: EndedStep[]): void {
  if (context === undefined || stored.length === 0) return
  const left = lateSteps(context).filter((one) => !stored.includes(one))
  late.set(context, left)
}
