import 'server-only'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { reservationColumn, reservationOf, reservedBudgets } from '@/lib/budgets/reserve-budget'
import { releaseBudget } from '@/lib/budgets/settle-budget'
import { commitWithoutDisk } from '@/lib/db/commit-without-disk'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import type { CallResult } from '@/lib/llm/call-anthropic'
import {
  type Admitted,
  admitCall,
  admittingSql,
  type CallToAdmit,
  type NotAdmitted,
} from '@/lib/llm/limits/admit-call'
import { refundRate } from '@/lib/llm/limits/take-rate'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { mostTokens } from '@/lib/prices/most-tokens'
import type { ModelCall } from '@/lib/workflows/ports'
import { isInteractive } from '../slots/is-interactive'
import { agreedSql, type CallFacts } from './call-facts'
import { budgetRefused, ensureLaunchBudget, reserveCall, worstCaseOf } from './reserve-call'
import type { ModelPortScope } from './send-call'

/** A call that may be sent, or one for which a budget has no room: `refused` stands for it then, and nothing is taken. */
export type BegunCall =
  | { admitted: true; admission: Admitted; refused: null }
  | { admitted: true; admission: null; refused: CallResult }

/** Launches whose own budget was made by this process. */
const withBudget = new LRUCache<string, true>({ max: 1000 })

const Begun = z.object({ agreed: z.boolean(), waitMs: z.number().nullable() })

/** A call that is about to be made, with what it is asked for. */
export interface CallToBegin {
  provider: ProviderAccess
  call: ModelCall
  /** all that the model reads */
  promptText: string
}

async function toAdmit({ run }: ModelPortScope, given: CallToBegin): Promise<CallToAdmit> {
  const { provider, promptText } = given
  const { attemptId, maxTokens, choice, stage } = given.call
  return {
    attemptId,
    teamId: run.teamId,
    model: choice.model,
    provider,
    isInteractive: await isInteractive(run.launchId),
    stage,
    promptBytes: Buffer.byteLength(promptText),
    mostInputTokens: () => mostTokens(promptText),
    maxTokens,
  }
}

/** Asks breaker and rate, then the budgets, each by itself. What was taken is given back when this throws. */
export async function beginStepwise(
  scope: ModelPortScope,
  given: CallToBegin,
): Promise<BegunCall | NotAdmitted> {
  const { provider, call, promptText } = given
  const admission = await admitCall(await toAdmit(scope, given))
  if (!admission.admitted) return admission
  try {
    const refused = await reserveCall(scope, provider, call, promptText)
    if (refused === null) return { admitted: true, admission, refused }
    await admission.release()
    return { admitted: true, admission: null, refused }
  } catch (error) {
    await Promise.allSettled([admission.release(), releaseBudget(scope.run, call.attemptId)])
    throw error
  }
}

/**
 * The same in one statement, which takes all or nothing: the budgets are looked at first, as their locks keep only the team
 * waiting, and the rate's all. Null, with nothing taken: something that this process knows has changed, or the call is on
 * record, or the breaker must be asked. The commit need not wait for the disk: a failing machine forgets calls that are
 * under way, and with them what they hold.
 */
export async function beginAtOnce(
  scope: ModelPortScope,
  facts: CallFacts,
  given: CallToBegin,
): Promise<BegunCall | NotAdmitted | null> {
  const { run, budgetNanoUsd } = scope
  const { attemptId } = given.call
  const admitting = admittingSql(await toAdmit(scope, given), facts.limits)
  if (admitting === null) return null
  if (budgetNanoUsd !== null && !withBudget.has(run.launchId)) {
    await ensureLaunchBudget(scope)
    withBudget.set(run.launchId, true)
  }
  const amountNanoUsd = await worstCaseOf(scope, given)
  const isAgreed = sql`EXISTS (SELECT 1 FROM agreed)`
  const takingRate = sql`asked AS MATERIALIZED (
      SELECT CASE WHEN ok AND ${isAgreed} THEN ${admitting.waitMs} END AS "waitMs" FROM decision),
    last AS (SELECT "waitMs", "waitMs" = 0 AS ok FROM asked)`
  const [row] = await queryOften(sql`
    WITH ${agreedSql(run, given.call, facts)},
    ${reservedBudgets(run, { attemptId, amountNanoUsd }, { when: isAgreed, lastly: takingRate })}
    SELECT ${isAgreed} AS agreed, (SELECT "waitMs" FROM last) AS "waitMs", ${reservationColumn}, ${commitWithoutDisk}`)
  const { agreed, waitMs } = Begun.parse(row)
  if (!agreed) return null
  const reservation = reservationOf(row)
  if (!reservation.reserved) {
    // It may have queued before.
    await refundRate(attemptId)
    return {
      admitted: true,
      admission: null,
      refused: await budgetRefused(scope, reservation, amountNanoUsd),
    }
  }
  const admission = admitting.verdict(waitMs ?? 0)
  return admission.admitted ? { admitted: true, admission, refused: null } : admission
}
