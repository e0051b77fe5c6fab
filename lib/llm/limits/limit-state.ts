import 'server-only'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { Db, Transaction } from '@/lib/db/db'
import { listenToChannel } from '@/lib/db/listen-to-channel'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import { log } from '@/lib/log/log'
import { type LimitKey, limitKeyText } from './limit-key'

const CHANNEL = 'assay_limits'
/** What is not heard (the connection broke) is seen after this. */
const FRESH_MS = 1000

const Row = z.object({
  state: z.enum(['closed', 'open', 'half-open', 'refused']).nullable(),
  failures: z.number().nullable(),
  lastOutcome: z.string().nullable(),
  lastText: z.string().nullable(),
  probeInMs: z.number().nullable(),
  probeAttemptId: z.string().nullable(),
  requestsPerMinute: z.number().nullable(),
  tokensPerMinute: z.number().nullable(),
  source: z.enum(['headers', 'refusals']).nullable(),
  learnedAgoMs: z.number().nullable(),
})

/** What is known of a model at a provider; `readAtMs` is this process's clock, to which the other times are relative. */
export type LimitState = z.infer<typeof Row> & { readAtMs: number }

const known = new LRUCache<string, LimitState>({ max: 1000 })
let listening: Promise<void> | null = null

function hearChanges(): Promise<void> {
  const forgetAll = () => known.clear()
  listening ??= listenToChannel(CHANNEL, (payload) => known.delete(payload), forgetAll).catch(
    (error: unknown) => {
      listening = null
      log.warn({ err: error }, 'changes of limits cannot be heard')
    },
  )
  return listening
}

/** Breaker and learned limits of a model, at most a second old: no statement for most calls. */
export async function readLimitState(key: LimitKey): Promise<LimitState> {
  const text = limitKeyText(key)
  const fresh = known.get(text)
  if (fresh !== undefined && Date.now() - fresh.readAtMs < FRESH_MS) return fresh
  await hearChanges()
  const rows = await queryOften(sql`SELECT ${limitColumns} FROM ${limitRows(key)}`)
  const state = limitStateOf(rows[0])
  known.set(text, state)
  return state
}

/** SQL: the columns that `limitStateOf` reads from `limitRows`, for a statement that asks for more. */
export const limitColumns: Sql = sql`b.state, b.failures, b."lastOutcome", b."lastText", b."probeAttemptId",
  extract(epoch FROM b."probeAt" - (now() AT TIME ZONE 'UTC'))::float8 * 1000 AS "probeInMs",
  r."requestsPerMinute", r."tokensPerMinute", r.source,
  extract(epoch FROM (now() AT TIME ZONE 'UTC') - r."updatedAt")::float8 * 1000 AS "learnedAgoMs"`

/** SQL, for a FROM: the one row of breaker `b` and learned limits `r` of a model; nulls where nothing is known. */
export function limitRows({ providerId, model }: LimitKey): Sql {
  return sql`(SELECT ${providerId}::text AS "wantedId", ${model}::text AS "wantedModel") AS wanted
    LEFT JOIN breaker b ON b."providerId" = "wantedId" AND b.model = "wantedModel"
    LEFT JOIN model_rate_limit r ON r."providerId" = "wantedId" AND r.model = "wantedModel"`
}

/** The state, from a row that has just been read. */
export function limitStateOf(row: unknown): LimitState {
  return { ...Row.parse(row), readAtMs: Date.now() }
}

/** Tells all processes, this one at once, that breaker or limits of this model have changed. */
export async function tellLimitChange(tx: Db | Transaction, key: LimitKey): Promise<void> {
  const text = limitKeyText(key)
  known.delete(text)
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${text})`
}

/** For tests: nothing is known. */
export function forgetLimitStates(): void {
  known.clear()
}
