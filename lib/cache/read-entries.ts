import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'

const Entry = z.object({ key: z.string(), json: z.string() })

/** The results in service among these keys, as JSON by key. */
export async function readEntries(teamId: string, keys: string[]): Promise<Map<string, string>> {
  const rows = await queryOften(sql`
    SELECT key, value::text AS json FROM cache_entry
    WHERE "teamId" = ${teamId} AND key = ANY(${keys}::text[]) AND value IS NOT NULL`)
  return new Map(
    z
      .array(Entry)
      .parse(rows)
      .map(({ key, json }) => [key, json]),
  )
}
