import 'server-only'
import { z } from 'zod'
import { type Sql, sql } from '@/lib/db/sql'
import { AssayError } from '@/lib/domain/assay-error'
import type { FindingSort } from '@/lib/domain/finding-query'

/** Two keys before the id, all ascending, so that a page begins after one tuple. */
const KEYS: Record<FindingSort, { type: 'number' | 'text'; keys: [Sql, Sql] }> = {
  severity: { type: 'number', keys: [sql`finding."severityRank"::float8`, sql`-finding.confidence`] },
  // Severity weighs 8, 4, 2, 1; what is proven is certain.
  value: {
    type: 'number',
    keys: [
      sql`-(power(2, 3 - finding."severityRank") * CASE WHEN finding."isProven" THEN 1 ELSE finding.confidence END)::float8`,
      sql`finding."severityRank"::float8`,
    ],
  },
  newest: { type: 'number', keys: [sql`-extract(epoch FROM finding."firstSeenAt")::float8`, sql`0::float8`] },
  place: { type: 'text', keys: [sql`finding.path`, sql`finding."startLine"::float8`] },
}

const Cursor = z.tuple([
  z.string(),
  z.union([z.number(), z.string()]),
  z.number(),
  z.string().regex(/^[^\0]*$/),
])

/** SQL of a sort's two keys, which a page selects, too, to make the next cursor of them. */
export function sortKeys(sort: FindingSort): { first: Sql; second: Sql } {
  const [first, second] = KEYS[sort].keys
  return { first, second }
}

/** Where the next page begins: after this finding in this order. Opaque to callers. */
export function encodeCursor(
  sort: FindingSort,
  { first, second, id }: { first: number | string; second: number; id: string },
): string {
  return Buffer.from(JSON.stringify([sort, first, second, id])).toString('base64url')
}

/** SQL: everything after the cursor in its order. Throws `invalid-input` for a cursor of another order. */
export function afterCursor(sort: FindingSort, cursor: string | undefined): Sql {
  if (cursor === undefined) return sql`true`
  const [first, second, id] = decodeCursor(sort, cursor)
  const { keys, type } = KEYS[sort]
  const value = type === 'number' ? sql`${Number(first)}::float8` : sql`${String(first)}::text`
  return sql`(${keys[0]}, ${keys[1]}, finding.id) > (${value}, ${second}::float8, ${id}::text)`
}

function decodeCursor(sort: FindingSort, cursor: string): [number | string, number, string] {
  try {
    const [cursorSort, first, second, id] = Cursor.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    )
    const isFitting = typeof first === (KEYS[sort].type === 'number' ? 'number' : 'string')
    if (cursorSort === sort && isFitting && !String(first).includes('\0')) return [first, second, id]
  } catch {
    // Falls through: whatever is wrong with it, the answer is the same.
  }
  throw new AssayError('invalid-input', 'This page of findings is no longer valid. Reload the list.')
}
