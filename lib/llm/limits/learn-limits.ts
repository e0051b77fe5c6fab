import 'server-only'
import { LRUCache } from 'lru-cache'
import { db } from '@/lib/db/db'
import { learnedNow, type Rates } from './learned-limits'
import { type LimitKey, limitKeyText } from './limit-key'
import { readLimitState, tellLimitChange } from './limit-state'
import { countRecentCalls } from './recent-calls'

/** After a refusal, this share of what was called in the last minute. */
const STEP_DOWN = 0.8
/** A first guess rests on one burst, which says little of the minute: it never asks for less than this. */
const LEAST_FIRST_GUESS = 5
/** Many calls under way are refused together: they teach one thing, once. */
const ONE_LESSON_MS = 10_000

const steppedDownAtMs = new LRUCache<string, number>({ max: 1000 })

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
  const row = { ...told, source: 'headers', updatedAt: new Date() }
  await db().modelRateLimit.upsert({
    where: { providerId_model: key },
    create: { ...key, ...row },
    update: row,
  })
  await tellLimitChange(db(), key)
}

/**
 * After a 429 of a call that had been admitted under `limit` requests per minute; null: under none. Asks for less from
 * now on: what was called in the last minute, less a fifth.
 */
export async function learnFromRefusal(key: LimitKey, limit: number | null): Promise<void> {
  const text = limitKeyText(key)
  if (Date.now() - (steppedDownAtMs.get(text) ?? 0) < ONE_LESSON_MS) return
  steppedDownAtMs.set(text, Date.now())
  if (limit === null) await guessLimit(key)
  else await stepDown(key, limit)
}

/**
 * No limit was known, so each process knows of its own calls only: those that are refused at the same time add up what
 * they called, and the sum is the first guess.
 */
async function guessLimit(key: LimitKey): Promise<void> {
  const state = await readLimitState(key)
  const { requestsPerMinute, tokensPerMinute } = learnedNow(state)
  // Another process has guessed since; once its guess is in use, calls from before it teach nothing.
  if (requestsPerMinute !== null && !isFresh(state)) return
  const guess = Math.max(LEAST_FIRST_GUESS, Math.floor(countRecentCalls(key) * STEP_DOWN))
  await db().$executeRaw`
    INSERT INTO model_rate_limit AS known
      ("providerId", model, "requestsPerMinute", "tokensPerMinute", source, "updatedAt")
    VALUES (${key.providerId}, ${key.model}, ${guess}, ${tokensPerMinute}, 'refusals', now() AT TIME ZONE 'UTC')
    ON CONFLICT ("providerId", model) DO UPDATE SET
      "requestsPerMinute" = excluded."requestsPerMinute" + CASE
        WHEN known.source = 'refusals'
          AND known."updatedAt" > (now() AT TIME ZONE 'UTC') - ${ONE_LESSON_MS} * interval '1 millisecond'
        THEN coalesce(known."requestsPerMinute", 0) ELSE 0 END,
      "tokensPerMinute" = excluded."tokensPerMinute", source = 'refusals', "updatedAt" = excluded."updatedAt"`
  await tellLimitChange(db(), key)
}

function isFresh(state: Awaited<ReturnType<typeof readLimitState>>): boolean {
  const agoMs = (state.learnedAgoMs ?? 0) + Date.now() - state.readAtMs
  return state.source === 'refusals' && agoMs < ONE_LESSON_MS
}

/** The limit was kept and is too high all the same: others use the same key, or it was only a guess. */
async function stepDown(key: LimitKey, limit: number): Promise<void> {
  const state = await readLimitState(key)
  if (isFresh(state)) return
  const { requestsPerMinute: learned, tokensPerMinute } = learnedNow(state)
  const before = Math.min(limit, learned ?? limit)
  const taken = await db().rateTake.count({ where: { ...key, isAdmitted: true } })
  const called = Math.min(before, Math.max(taken, countRecentCalls(key)))
  // A burst can be refused long before the minute's limit: never below half of it.
  const requestsPerMinute = Math.max(1, Math.floor(before / 2), Math.floor(called * STEP_DOWN))
  if (!isBelow(requestsPerMinute, learned)) return
  const lower = { requestsPerMinute, tokensPerMinute, source: 'refusals', updatedAt: new Date() }
  await db().modelRateLimit.upsert({
    where: { providerId_model: key },
    create: { ...key, ...lower },
    update: lower,
  })
  await tellLimitChange(db(), key)
}
