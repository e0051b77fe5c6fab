import 'server-only'
import { describeRefusal } from '@/lib/budgets/describe-refusal'
import { ensureBudget } from '@/lib/budgets/ensure-budget'
import { type RefusedReservation, reserveBudget } from '@/lib/budgets/reserve-budget'
import { type Db, db, type Transaction } from '@/lib/db/db'
import type { CallResult } from '@/lib/llm/call-anthropic'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { loadPrices } from '@/lib/prices/load-prices'
import { worstCaseCost } from '@/lib/prices/worst-case-cost'
import type { ModelCall } from '@/lib/workflows/ports'
import { BATCH_LIFE_MS } from '../batches/batch-pace'
import type { CallToBegin } from './begin-call'
import { callNotMade } from './describe-call'
import type { RecordedPrompt } from './find-recorded-answer'
import type { ModelPortScope } from './send-call'

/** Longer than the longest batch: it waits to be sent, is worked on, and then its results may wait for a worker. */
export const BATCH_EXPIRES_AFTER_MS = BATCH_LIFE_MS + 5 * 3_600_000

/** All that a model reads: what its input tokens are counted from. */
export function promptTextOf(prompt: RecordedPrompt): string {
  return JSON.stringify([prompt.system, prompt.messages, prompt.outputSchema])
}

/** Makes the launch's own budget, when it has one and it is not there yet. */
export async function ensureLaunchBudget(
  { run, budgetNanoUsd }: ModelPortScope,
  tx: Db | Transaction = db(),
): Promise<void> {
  if (budgetNanoUsd === null) return
  const { teamId, launchId, userId } = run
  const draft = { scope: 'launch', scopeId: launchId, period: 'once', createdBy: userId } as const
  await ensureBudget(tx, { ...draft, teamId, limitNanoUsd: budgetNanoUsd })
}

/** The most that the call can cost, in nano-USD. */
export async function worstCaseOf(
  { run }: ModelPortScope,
  { provider, call, promptText, isBatch }: CallToBegin & { isBatch?: boolean },
): Promise<number> {
  const { maxTokens, choice } = call
  const given = { model: choice.model, promptText, maxTokens, isLocal: provider.isLocal, isBatch }
  return worstCaseCost(await loadPrices(run.teamId), given, new Date())
}

/** The result that stands for a call for which a budget has no room; its run remembers which budget it was. */
export async function budgetRefused(
  { run }: ModelPortScope,
  reservation: RefusedReservation,
  mostNanoUsd: number,
  tx: Db | Transaction = db(),
): Promise<CallResult> {
  await tx.$executeRaw`
    UPDATE run SET "stoppedBy" = ${reservation.budgetId}
    WHERE id = ${run.runId} AND "tryNumber" = ${run.tryNumber}::int`
  return callNotMade('budget', describeRefusal(reservation, mostNanoUsd))
}

/** Reserves the most that the call can cost; the failed result that stands for a call without room in a budget, or null. */
export async function reserveCall(
  scope: ModelPortScope,
  provider: ProviderAccess,
  call: ModelCall,
  promptText: string,
  { isBatch = false, tx }: { isBatch?: boolean; tx?: Db | Transaction } = {},
): Promise<CallResult | null> {
  await ensureLaunchBudget(scope, tx)
  const mostNanoUsd = await worstCaseOf(scope, { provider, call, promptText, isBatch })
  const expiresAfterMs = isBatch ? BATCH_EXPIRES_AFTER_MS : undefined
  const reservation = await reserveBudget(scope.run, call.attemptId, mostNanoUsd, { expiresAfterMs, tx })
  return reservation.reserved ? null : budgetRefused(scope, reservation, mostNanoUsd, tx)
}
