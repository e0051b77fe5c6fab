import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import type { AttemptRecord } from '@/lib/domain/attempt'
import type { RateEnd } from '@/lib/llm/limits/rate-end'
import type { PayloadDraft } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { setAttemptAside } from '@/lib/telemetry/set-attempt-aside'
import { paidCallSql } from './paid-call-sql'
import { untilPaid } from './until-paid'

/** A call that was made, as it is put on record. */
export interface PaidCall {
  attempt: AttemptRecord
  payload: PayloadDraft
  rateEnd: RateEnd
  /** it was made before and broken off: what is on record of that is set aside */
  isRepeat: boolean
}

/** Puts a call on record, in the transaction that is given or in one of its own: all of it happens, or nothing. */
export async function writePaid(run: RunScope, paid: PaidCall, tx?: Transaction): Promise<void> {
  const { attempt, isRepeat } = paid
  if (tx === undefined && !isRepeat) return untilPaid(() => queryOften(paidCallSql(run, paid)))
  const writeIn = async (within: Transaction) => {
    const { id: attemptId, requestId } = attempt
    if (isRepeat) await setAttemptAside(within, run, { attemptId, requestId })
    await untilPaid(() => within.$queryRaw(paidCallSql(run, paid)))
  }
  await (tx === undefined ? db().$transaction(writeIn) : writeIn(tx))
}
