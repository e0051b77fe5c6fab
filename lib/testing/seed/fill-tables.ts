import { z } from 'zod'
import { db } from '@/lib/db/db'
import { constantSql } from '@/lib/db/sql'

const Columns = z.array(
  z.object({
    table: z.string(),
    column: z.string(),
    type: z.string(),
    isNeeded: z.boolean(),
    /** table whose key it holds */
    of: z.string().nullable(),
  }),
)

/** A value that a column of the type takes, as JSON. */
function madeUp(type: string): unknown {
  if (type === 'ARRAY') return []
  if (type === 'jsonb') return {}
  if (type === 'boolean') return false
  if (type === 'bytea') return '\\x00'
  if (/^timestamp|^date/.test(type)) return '2026-11-20T09:00:00Z'
  if (/int|numeric|double|real/.test(type)) return 1
  return crypto.randomUUID()
}

/**
 * Adds a row to each of the tables, made up by the types of its columns: for tests that look for what is left of something in
 * every table there is, whatever tables come to be. `known`: what columns of these names hold, also where they may be empty.
 */
export async function fillTables(tables: readonly string[], known: Record<string, unknown>): Promise<void> {
  const columns = Columns.parse(
    await db().$queryRaw`
      SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type,
             c.is_nullable = 'NO' AND c.column_default IS NULL AND c.is_identity = 'NO' AS "isNeeded",
             (SELECT confrelid::regclass::text FROM pg_constraint
              JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
              WHERE contype = 'f' AND conrelid = format('%I', c.table_name)::regclass AND attname = c.column_name LIMIT 1) AS of
      FROM information_schema.columns AS c WHERE table_schema = 'public' AND table_name = ANY(${tables}::text[])`,
  )
  const made = new Map<string, unknown>()
  const waiting = new Set(tables)
  while (waiting.size > 0) {
    const before = waiting.size
    for (const table of waiting) {
      const own = columns.filter((one) => one.table === table)
      const holder = (of: string | null) => of?.replaceAll('"', '') ?? ''
      if (own.some(({ column, of }) => !(column in known) && holder(of) !== table && waiting.has(holder(of))))
        continue
      const row = own.flatMap(({ column, type, isNeeded, of }): [string, unknown][] => {
        if (column in known) return [[column, known[column]]]
        if (of !== null && made.has(holder(of))) return [[column, made.get(holder(of))]]
        return isNeeded ? [[column, madeUp(type)]] : []
      })
      const names = constantSql(row.map(([column]) => `"${column}"`).join(', '))
      const [added] = await db().$queryRaw<{ row: Record<string, unknown> }[]>`
        INSERT INTO ${constantSql(`"${table}"`)} AS t (${names})
        SELECT ${names} FROM jsonb_populate_record(NULL::${constantSql(`"${table}"`)}, ${JSON.stringify(Object.fromEntries(row))}::jsonb)
        RETURNING to_jsonb(t) AS row`
      made.set(table, added?.row.id)
      waiting.delete(table)
    }
    if (waiting.size === before)
      throw new Error(`tables that wait for each other: ${[...waiting].join(', ')}`)
  }
}
