import 'server-only'
import { settleBudget } from '@/lib/budgets/settle-budget'
import type { Transaction } from '@/lib/db/db'
import type { AttemptRecord } from '@/lib/domain/attempt'
import type { CallResult } from '@/lib/llm/call-anthropic'
import type { Price } from '@/lib/prices/price'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { setAttemptAside } from '@/lib/telemetry/set-attempt-aside'
import { refreshRunCost } from '../execution/refresh-run-cost'
import { type DescribedCall, describeCall } from './describe-call'
import type { RecordedPrompt } from './find-recorded-answer'

interface EndedCall {
  call: DescribedCall
  prompt: RecordedPrompt
  /** as `maskResult` gave it: it is kept as it is */
  result: CallResult
  isLocal: boolean
  /** it was made before and broken off */
  isRepeat: boolean
  isBatch?: boolean
}

/**
 * The account of a call that was made, at prices that were read before it was: nothing stands between an answer and its
 * record. `write` puts attempt, payload and what the budgets pay into one transaction: all of it happens, or nothing.
 */
export function accountOf(
  run: RunScope,
  prices: Price[],
  { call, prompt, result, isLocal, isRepeat, isBatch }: EndedCall,
): { attempt: AttemptRecord; write: (tx: Transaction) => Promise<void> } {
  const attempt = describeCall(call, result, prices, isLocal, { isBatch })
  return {
    attempt,
    async write(tx) {
      if (isRepeat) await setAttemptAside(tx, run, attempt.id)
      await recordAttempt(tx, run, { attempt, payload: { prompt, answer: result.text } })
      await refreshRunCost(run.runId, tx)
      // Last, as its lock keeps every other call of the team waiting.
      await settleBudget(tx, run, attempt.id, attempt.costNanoUsd)
    },
  }
}
