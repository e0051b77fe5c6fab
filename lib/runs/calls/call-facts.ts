import 'server-only'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import { type LimitState, limitColumns, limitRows, limitStateOf } from '@/lib/llm/limits/limit-state'
import { openedProvider, openingColumns } from '@/lib/llm/open-provider'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelCall } from '@/lib/workflows/ports'
import { isRecordedSql } from './find-recorded-answer'

/** All that a call rests on and that others may change: its provider, the project's data policy, breaker and limits. */
export interface CallFacts {
  /** of the rows it was read from: a statement can ask whether they are still the same */
  hash: string
  limits: LimitState
  /** Opens the key anew each time, so that it is not kept in the clear. Null: it was removed. Throws `forbidden`, `unavailable`. */
  provider: () => ProviderAccess | null
}

type Asked = Pick<ModelCall, 'choice' | 'attemptId'>

const Read = z.object({ hash: z.string(), isRecorded: z.boolean() })

/** Verified by whoever uses them, so they need not be young. */
const known = new LRUCache<string, CallFacts>({ max: 1000 })

const keyOf = ({ teamId, projectId }: RunScope, { providerId, model }: Asked['choice']) =>
  JSON.stringify([teamId, projectId, providerId, model])

/** SQL: a CTE `facts` of one row; what the clock alone changes is not in it. */
function factsSql(run: RunScope, { providerId, model }: Asked['choice']): Sql {
  return sql`facts AS MATERIALIZED (
    SELECT ${openingColumns(run, providerId)}, to_json(b) AS breaker, to_json(r) AS learned
    FROM ${limitRows({ providerId, model })})`
}

/** SQL: CTEs, of which `agreed` has a row if the facts still are these and there is no answer on record of the call. */
export function agreedSql(run: RunScope, { choice, attemptId }: Asked, { hash }: CallFacts): Sql {
  return sql`${factsSql(run, choice)},
    agreed AS MATERIALIZED (
      SELECT 1 FROM facts WHERE md5(facts::text) = ${hash} AND NOT ${isRecordedSql(run, attemptId)})`
}

/** What this process has read of them before; they may have changed since. */
export function knownFacts(run: RunScope, { choice }: Asked): CallFacts | undefined {
  return known.get(keyOf(run, choice))
}

/** Reads them anew, and whether the call is on record. */
export async function readFacts(
  run: RunScope,
  { choice, attemptId }: Asked,
): Promise<{ facts: CallFacts; isRecorded: boolean }> {
  const [row] = await queryOften(sql`
    WITH ${factsSql(run, choice)}
    SELECT facts.*, md5(facts::text) AS hash, ${isRecordedSql(run, attemptId)} AS "isRecorded", ${limitColumns}
    FROM facts, ${limitRows(choice)}`)
  const { hash, isRecorded } = Read.parse(row)
  const provider = () => openedProvider(row, choice.providerId)
  const facts = { hash, limits: limitStateOf(row), provider }
  known.set(keyOf(run, choice), facts)
  return { facts, isRecorded }
}
