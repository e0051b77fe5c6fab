import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import type { AttemptRecord } from '@/lib/domain/attempt'
import type { CallResult } from '@/lib/llm/call-anthropic'
import type { Price } from '@/lib/prices/price'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { setAttemptAside } from '@/lib/telemetry/set-attempt-aside'
import { type DescribedCall, describeCall } from './describe-call'
import type { RecordedPrompt } from './find-recorded-answer'
import { paidCallSql } from './paid-call-sql'

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
 * record. `write` puts down attempt, payload and what the budgets pay, in the transaction that is given or in one of its own:
 * all of it happens, or nothing.
 */
export function accountOf(
  run: RunScope,
  prices: Price[],
  { call, prompt, result, isLocal, isRepeat, isBatch }: EndedCall,
): { attempt: AttemptRecord; write: (tx?: Transaction) => Promise<void> } {
  const attempt = describeCall(call, result, prices, isLocal, { isBatch })
  const statement = paidCallSql(run, { attempt, payload: { prompt, answer: result.text } })
  const writeIn = async (tx: Transaction) => {
    if (isRepeat) await setAttemptAside(tx, run, attempt.id)
    await tx.$executeRaw(statement)
  }
  return {
    attempt,
    async write(tx) {
      if (tx !== undefined) await writeIn(tx)
      else if (isRepeat) await db().$transaction(writeIn)
      else await queryOften(statement)
    },
  }
}
