import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import { UNANSWERED, UNTIMED } from '@/lib/domain/attempt'
import type { AttemptKind, RunQuery } from '@/lib/domain/run-query'
import { NEW_WORK } from '@/lib/domain/words'
import { callFailed, callWasMade } from '@/lib/telemetry/call-sql'
import { windowSql, windowWhere } from './run-window'

/** The same as `callWasMade`, as `where` of a query for rows. */
const MADE = {
  source: 'model',
  outcome: { not: 'budget' },
  OR: [{ requestId: { not: null } }, { latencyMs: null }, { latencyMs: { not: 0 } }],
}

/** Answered calls: times of others tell when they broke off. */
const TIMED = { ...MADE, outcome: { notIn: ['budget', ...UNTIMED] } }
const callWasTimed = sql`(${callWasMade} AND outcome <> ALL(${UNTIMED}::text[]))`

const PROMPT_CACHED = ['cacheReadTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens'] as const

const KIND_SQL = {
  calls: callWasMade,
  'failed-calls': callFailed,
  unused: sql`(${callWasMade} AND "repairRound" = 0 AND outcome <> 'ok')`,
  repairs: sql`(${callWasMade} AND "repairRound" > 0)`,
  wasted: sql`(${callWasMade} AND ("repairRound" > 0 OR outcome <> 'ok'))`,
  batched: sql`(${callWasMade} AND "isBatch")`,
  timed: sql`(${callWasTimed} AND "latencyMs" IS NOT NULL)`,
  streamed: sql`(${callWasTimed} AND "timeToFirstTokenMs" IS NOT NULL)`,
  lookups: sql`"isLookup"`,
  hits: sql`("isLookup" AND "cacheHit")`,
  misses: sql`("isLookup" AND NOT "cacheHit")`,
  repeats: sql`("isLookup" AND coalesce("cacheMissReason", '') <> ALL(${NEW_WORK}::text[]))`,
  'prompt-cached': sql`(${callWasMade} AND "cacheReadTokens" + "cacheWrite5mTokens" + "cacheWrite1hTokens" > 0)`,
  requests: sql`(${callWasMade} OR ("isLookup" AND "cacheHit"))`,
} satisfies Record<AttemptKind, Sql>

const KIND_WHERE = {
  calls: MADE,
  'failed-calls': { ...MADE, outcome: { in: UNANSWERED } },
  unused: { ...MADE, repairRound: 0, outcome: { notIn: ['budget', 'ok'] } },
  repairs: { ...MADE, repairRound: { gt: 0 } },
  wasted: { ...MADE, AND: [{ OR: [{ repairRound: { gt: 0 } }, { outcome: { not: 'ok' } }] }] },
  batched: { ...MADE, isBatch: true },
  timed: { ...TIMED, latencyMs: { not: null } },
  streamed: { ...TIMED, timeToFirstTokenMs: { not: null } },
  lookups: { isLookup: true },
  hits: { isLookup: true, cacheHit: true },
  misses: { isLookup: true, cacheHit: false },
  repeats: { isLookup: true, OR: [{ cacheMissReason: null }, { cacheMissReason: { notIn: NEW_WORK } }] },
  'prompt-cached': {
    ...MADE,
    AND: [{ OR: PROMPT_CACHED.map((column) => ({ [column]: { gt: 0 } })) }],
  },
  requests: { OR: [MADE, { isLookup: true, cacheHit: true }] },
} satisfies Record<AttemptKind, object>

/** Lists of a query that are about attempts, by the column they are about. */
function listsOf(query: RunQuery): [column: string, columnSql: Sql, values: string[]][] {
  const isOfAttempts = query.time === 'attempted'
  const lists: [string, Sql, string[]][] = [
    ['stage', sql`stage`, query.stage],
    ['provider', sql`provider`, query.provider],
    ['model', sql`model`, query.model],
    ['tier', sql`tier`, query.tier],
    ['outcome', sql`outcome`, query.failure],
    ['cacheMissReason', sql`"cacheMissReason"`, query.missReason],
    ['promptVersion', sql`"promptVersion"`, isOfAttempts ? query.prompt : []],
  ]
  return lists.filter(([, , values]) => values.length > 0)
}

/** True when the query asks for runs by one of their attempts. */
export function asksForAttempts(query: RunQuery): boolean {
  const isInWindow = query.time === 'attempted' && (query.from ?? query.until) !== undefined
  return isInWindow || query.attempts !== undefined || listsOf(query).length > 0
}

/** Condition on rows of `attempt`: all that the query asks of attempts. */
export function meantSql(query: RunQuery): Sql {
  const kind = query.attempts === undefined ? sql`true` : KIND_SQL[query.attempts]
  const window = query.time === 'attempted' ? windowSql(sql`"createdAt"`, query) : sql`true`
  const lists = listsOf(query).reduce(
    (condition, [, column, values]) => sql`${condition} AND ${column} = ANY(${values}::text[])`,
    sql`true`,
  )
  return sql`(${window} AND ${kind} AND ${lists})`
}

/** Condition on rows of `run`: one of its attempts is all that the query asks of attempts. */
export function attemptSql(teamId: string, query: RunQuery): Sql {
  if (!asksForAttempts(query)) return sql`true`
  return sql`run.id IN (SELECT "runId" FROM attempt WHERE "teamId" = ${teamId} AND ${meantSql(query)})`
}

/** The same as `where` of a query for rows; an empty list when nothing is asked of attempts. */
export function attemptWhere(teamId: string, query: RunQuery): object[] {
  if (!asksForAttempts(query)) return []
  const kind = query.attempts === undefined ? {} : KIND_WHERE[query.attempts]
  const window = query.time === 'attempted' ? { createdAt: windowWhere(query) } : {}
  const lists = listsOf(query).map(([column, , values]) => ({ [column]: { in: values } }))
  return [{ attempts: { some: { AND: [{ teamId }, kind, window, ...lists] } } }]
}
