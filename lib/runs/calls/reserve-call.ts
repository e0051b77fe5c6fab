import 'server-only'
import { describeRefusal } from '@/lib/budgets/describe-refusal'
import { ensureBudget } from '@/lib/budgets/ensure-budget'
import { reserveBudget } from '@/lib/budgets/reserve-budget'
import { type Db, db, type Transaction } from '@/lib/db/db'
import type { CallResult } from '@/lib/llm/call-anthropic'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { loadPrices } from '@/lib/prices/load-prices'
import { worstCaseCost } from '@/lib/prices/worst-case-cost'
import type { ModelCall } from '@/lib/workflows/ports'
import { callNotMade } from './describe-call'
import type { RecordedPrompt } from './find-recorded-answer'
import type { ModelPortScope } from './send-call'

/** A batch is worked on for a day, and its results may wait for a worker. */
const BATCH_EXPIRES_AFTER_MS = 27 * 3_600_000

/** All that a model reads: what its input tokens are counted from. */
export function promptTextOf(prompt: RecordedPrompt): string {
  return JSON.stringify([prompt.system, prompt.messages, prompt.outputSchema])
}

/** Reserves the most that the call can cost; the failed result that stands for a call without room in a budget, or null. */
export async function reserveCall(
  { run, budgetNanoUsd }: ModelPortScope,
  provider: ProviderAccess,
  call: ModelCall,
  promptText: string,
  { isBatch = false, tx }: { isBatch?: boolean; tx?: Db | Transaction } = {},
): Promise<CallResult | null> {
  const { teamId, launchId, userId } = run
  if (budgetNanoUsd !== null) {
    const draft = { scope: 'launch', scopeId: launchId, period: 'once', createdBy: userId } as const
    await ensureBudget(tx ?? db(), { ...draft, teamId, limitNanoUsd: budgetNanoUsd })
  }
  const { maxTokens } = call
  const mostNanoUsd = worstCaseCost(
    await loadPrices(teamId),
    { model: call.choice.model, promptText, maxTokens, isLocal: provider.isLocal, isBatch },
    new Date(),
  )
  const expiresAfterMs = isBatch ? BATCH_EXPIRES_AFTER_MS : undefined
  const reservation = await reserveBudget(run, call.attemptId, mostNanoUsd, { expiresAfterMs, tx })
  if (reservation.reserved) return null
  return callNotMade('budget', describeRefusal(reservation, mostNanoUsd))
}
