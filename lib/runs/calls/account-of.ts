import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import type { AttemptRecord } from '@/lib/domain/attempt'
import type { CallResult } from '@/lib/llm/call-anthropic'
import { rateEndOf } from '@/lib/llm/limits/rate-end'
import type { Price } from '@/lib/prices/price'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { setAttemptAside } from '@/lib/telemetry/set-attempt-aside'
import { type DescribedCall, describeCall } from './describe-call'
import { isRecordedSql, type RecordedPrompt } from './find-recorded-answer'
import { type Beside, paidCallSql } from './paid-call-sql'

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

/** The record of a call that can wait until its durable step ends, and then is one statement with the step's own. */
export interface Debt {
  statement: (beside: Beside) => Sql
  /** by itself, if it is not paid already */
  pay: () => Promise<void>
}

/**
 * The account of a call that was made, at prices that were read before it was: nothing stands between an answer and its
 * record. `write` puts down attempt, payload and what the budgets pay, in the transaction that is given or in one of its own:
 * all of it happens, or nothing. `debt`: the same, left to the step.
 */
export function accountOf(
  run: RunScope,
  prices: Price[],
  { call, prompt, result, isLocal, isRepeat, isBatch }: EndedCall,
): { attempt: AttemptRecord; write: (tx?: Transaction) => Promise<void>; debt: Debt } {
  const attempt = describeCall(call, result, prices, isLocal, { isBatch })
  const paid = { attempt, payload: { prompt, answer: result.text }, rateEnd: rateEndOf(call.choice, result) }
  const statement = paidCallSql(run, paid)
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
    debt: {
      statement: (beside) => paidCallSql(run, paid, beside),
      async pay() {
        const [row] = await queryOften(sql`SELECT ${isRecordedSql(run, attempt.id)} AS "isPaid"`)
        if (row?.isPaid !== true) await queryOften(statement)
      },
    },
  }
}
