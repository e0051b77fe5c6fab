import 'server-only'
import { db } from '@/lib/db/db'
import { learnedNow, type Rates } from './learned-limits'
import { type LimitKey, limitKeyText } from './limit-key'
import { readLimitState, tellLimitChange } from './limit-state'

/** After a refusal, this share of what was called in the last minute. */
const STEP_DOWN = 0.8
/** Many calls under way are refused together: they teach one thing, once. */
const ONE_LESSON_MS = 10_000

const steppedDownAtMs = new Map<string, number>()

function isBelow(mine: number | null, theirs: number | null): boolean {
  return mine !== null && (theirs === null || mine < theirs)
}

/** Takes over the limits that an answer's headers tell, unless refusals have taught a lower one. */
export async function learnFromHeaders(key: LimitKey, told: Rates): Promise<void> {
  const { requestsPerMinute, tokensPerMinute } = told
  if (requestsPerMinute === null && tokensPerMinute === null) return
  const state = await readLimitState(key)
  const now = learnedNow(state)
  if (now.requestsPerMinute === requestsPerMinute && now.tokensPerMinute === tokensPerMinute) return
  const isLower =
    isBelow(now.requestsPerMinute, requestsPerMinute) || isBelow(now.tokensPerMinute, tokensPerMinute)
  if (state.source === 'refusals' && isLower) return
  await keep(key, told, 'headers')
}

/**
 * After a 429 although the limits were kept (others use the same key, or no limit is known): asks for less than was asked
 * for in the last minute. `callsLastMinute`: those made by this process.
 */
export async function learnFromRefusal(key: LimitKey, callsLastMinute: number): Promise<void> {
  const text = limitKeyText(key)
  const last = steppedDownAtMs.get(text) ?? 0
  if (Date.now() - last < ONE_LESSON_MS) return
  steppedDownAtMs.set(text, Date.now())
  const now = learnedNow(await readLimitState(key))
  // A burst can be refused long before the minute's limit: never below half of what the provider says.
  const floor = Math.floor((now.requestsPerMinute ?? 0) / 2)
  const requestsPerMinute = Math.max(1, floor, Math.floor(callsLastMinute * STEP_DOWN))
  if (!isBelow(requestsPerMinute, now.requestsPerMinute)) return
  await keep(key, { requestsPerMinute, tokensPerMinute: now.tokensPerMinute }, 'refusals')
}

async function keep(key: LimitKey, rates: Rates, source: 'headers' | 'refusals'): Promise<void> {
  const { requestsPerMinute, tokensPerMinute } = rates
  const row = { requestsPerMinute, tokensPerMinute, source, updatedAt: new Date() }
  await db().modelRateLimit.upsert({
    where: { providerId_model: key },
    create: { ...key, ...row },
    update: row,
  })
  await tellLimitChange(db(), key)
}
