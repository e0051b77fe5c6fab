import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import type { LimitKey } from './limit-key'
import type { RateEnd } from './rate-end'

/**
 * The provider's minute and a little more: calls leave some milliseconds after they were admitted, and not all with the
 * same delay. Costs 1.5 % of the rate.
 */
export const WINDOW_MS = 60_900

export interface RateRequest extends LimitKey {
  attemptId: string
  teamId: string
  /** false: a call of a large launch, which lets those of small ones go first */
  isInteractive: boolean
  /** what is held for the call, as `countedTokens` counts */
  tokens: number
  requestsPerMinute: number | null
  tokensPerMinute: number | null
}

/** SQL, an expression: as `takeRate`, for a statement that does more. It must be asked once only. */
export function takenRate(request: RateRequest, windowMs = WINDOW_MS): Sql {
  const { attemptId, providerId, model, teamId, isInteractive, tokens } = request
  return sql`take_rate(${attemptId}, ${providerId}, ${model}, ${teamId}, ${isInteractive},
    ${Math.ceil(tokens)}::int, ${request.requestsPerMinute}::int, ${request.tokensPerMinute}::int, ${windowMs}::int)`
}

/**
 * Takes a place in the model's sliding window, shared by all processes: 0, and the call may be made now; else the time
 * after which to ask again with the same attempt, in ms. It never lets more pass in any window than the limits say.
 */
export async function takeRate(request: RateRequest, windowMs = WINDOW_MS): Promise<number> {
  const rows = await queryOften(sql`SELECT ${takenRate(request, windowMs)} AS wait`)
  return z.tuple([z.object({ wait: z.number() })]).parse(rows)[0].wait
}

/**
 * SQL: a CTE that makes a call's place what it really used, so that the next ones find the window as it is, for the end of a
 * statement that does more. Does nothing for a call that took no place.
 */
export function correctedRate(attemptId: string, end: RateEnd): Sql {
  if (end.kind === 'unsent') return sql`corrected AS (DELETE FROM rate_take WHERE "attemptId" = ${attemptId})`
  const atLeast = end.kind === 'told' ? sql`0` : sql`tokens`
  const agoMs = performance.now() - end.sentAtMs
  return sql`corrected AS (
    UPDATE rate_take SET tokens = greatest(${end.tokens}::int, ${atLeast}), "startsAt" = greatest("startsAt",
      (clock_timestamp() AT TIME ZONE 'UTC') - ${agoMs}::float8 * interval '1 millisecond')
    WHERE "attemptId" = ${attemptId})`
}

/** Gives up a place in the queue. A call that was let through keeps its own: it may have been sent. */
export async function leaveQueue(attemptId: string): Promise<void> {
  await db().rateTake.deleteMany({ where: { attemptId, isAdmitted: false } })
}

/** Gives a place back, in the window or in the queue, of a call that was certainly not sent. */
export async function refundRate(attemptId: string): Promise<void> {
  await db().rateTake.deleteMany({ where: { attemptId } })
}
