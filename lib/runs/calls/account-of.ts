import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { isPassingFault } from '@/lib/db/passing-fault'
import type { Beside, StepDebt } from '@/lib/db/step-debt'
import { throughOutages } from '@/lib/db/through-outages'
import type { AttemptRecord } from '@/lib/domain/attempt'
import type { CallResult } from '@/lib/llm/call-anthropic'
import { rateEndOf } from '@/lib/llm/limits/rate-end'
import type { Price } from '@/lib/prices/price'
import { notifyOfRun } from '@/lib/telemetry/notify-of-run'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { spanWriterOf } from '@/lib/telemetry/span-writer'
import { keepAnswer } from '../kept-answers/keep-answer'
import { type DescribedCall, describeCall } from './describe-call'
import type { RecordedPrompt } from './find-recorded-answer'
import { onceCallIsPaid, paidCallSql } from './paid-call-sql'
import { writePaid } from './write-paid'

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
 * all of it happens, or nothing; in one of its own it is tried until the database takes it. `debt`: the same, left to the step.
 */
export function accountOf(
  run: RunScope,
  prices: Price[],
  { call, prompt, result, isLocal, isRepeat, isBatch }: EndedCall,
): { attempt: AttemptRecord; write: (tx?: Transaction) => Promise<void>; debt: StepDebt } {
  const { retryAfterMs } = result
  const asked = retryAfterMs === null ? prompt : { ...prompt, retryAfterMs }
  const attempt = describeCall(call, result, prices, isLocal, { isBatch })
  const paid = {
    attempt,
    payload: { prompt: asked, answer: result.text },
    rateEnd: rateEndOf(call.choice, result),
    isRepeat,
  }
  const statement = (beside: Beside) => paidCallSql(run, paid, beside)
  // A batch can be asked for again, and costs nothing then.
  const takeBack = isBatch === true ? () => {} : keepAnswer({ run, ...paid })
  const tell = () => {
    takeBack()
    spanWriterOf(run).tell()
  }
  const { id: attemptId, requestId, costNanoUsd } = attempt
  // Should this process end before the database takes it, its log still tells what was paid.
  const lasting = { about: { runId: run.runId, attemptId, requestId, costNanoUsd } }
  const pay = async () => {
    try {
      await throughOutages(() => writePaid(run, paid), lasting)
    } catch (error) {
      // What no database will ever take would keep the file from being emptied.
      if (!isPassingFault(error)) takeBack()
      throw error
    }
    tell()
  }
  return {
    attempt,
    async write(tx) {
      if (tx === undefined) return pay()
      await writePaid(run, paid, tx)
      await notifyOfRun(tx, run)
    },
    debt: { statement, when: onceCallIsPaid, mustLast: true, pay, tell },
  }
}
