import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'

const EntryState = z.object({
  key: z.string(),
  targetKey: z.string(),
  contextHash: z.string(),
  promptHash: z.string().nullable(),
  model: z.string().nullable(),
  /** false: it is gone, and only its trace is left */
  inService: z.boolean(),
})
export type EntryState = z.infer<typeof EntryState>

/** What is stored under these keys, or was; nothing is served, and no hit is counted. */
export async function readEntryStates(
  teamId: string,
  keys: readonly string[],
): Promise<Map<string, EntryState>> {
  if (keys.length === 0) return new Map()
  const rows = await queryOften(sql`
    SELECT key, "targetKey", "contextHash", "promptHash", model, value IS NOT NULL AS "inService"
    FROM cache_entry WHERE "teamId" = ${teamId} AND key = ANY(${[...new Set(keys)]}::text[])`)
  return new Map(
    z
      .array(EntryState)
      .parse(rows)
      .map((entry) => [entry.key, entry]),
  )
}
