import 'server-only'
import { settleBudget } from '@/lib/budgets/settle-budget'
import type { Transaction } from '@/lib/db/db'
import type { AttemptRecord } from '@/lib/domain/attempt'
import type { CallResult } from '@/lib/llm/call-anthropic'
import { loadPrices } from '@/lib/prices/load-prices'
import { redactSecrets } from '@/lib/privacy/redact-secrets'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { refreshRunCost } from '../execution/refresh-run-cost'
import { type DescribedCall, describeCall } from './describe-call'
import type { RecordedPrompt } from './find-recorded-answer'

interface EndedCall {
  call: DescribedCall
  prompt: RecordedPrompt
  result: CallResult
  isLocal: boolean
  /** the account of an earlier try of the same call */
  brokenOff: AttemptRecord | null
  isBatch?: boolean
}

/**
 * The account of a call that was made. `write` puts attempt, payload and what the budgets pay into one transaction: all
 * of it happens, or nothing.
 */
export async function accountOf(
  run: RunScope,
  { call, prompt, result, isLocal, brokenOff, isBatch }: EndedCall,
): Promise<{ attempt: AttemptRecord; write: (tx: Transaction) => Promise<void> }> {
  const prices = await loadPrices(run.teamId)
  const { attempt, paidNowNanoUsd } = describeCall(call, result, prices, isLocal, brokenOff, { isBatch })
  const answer = result.text === null ? null : ((await redactSecrets([result.text])).texts[0] ?? null)
  return {
    attempt,
    async write(tx) {
      await recordAttempt(tx, run, { attempt, payload: { prompt, answer }, replace: brokenOff !== null })
      await refreshRunCost(run.runId, tx)
      // Last, as its lock keeps every other call of the team waiting.
      await settleBudget(tx, run, attempt.id, paidNowNanoUsd)
    },
  }
}
