import 'server-only'
import { commitWithoutDisk } from '@/lib/db/commit-without-disk'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import type { Beside } from '@/lib/db/step-debt'
import type { CacheKeyParts } from '@/lib/domain/cache'
import { tellNews } from './cache-news'
import type { Maker } from './flight-rows'

/** What it took to make a result: what a later hit saves. */
export interface MakingFigures {
  costNanoUsd: number
  durationMs: number
  promptVersion: string
}

/** False for text with NUL or half a character, which the database does not take: such a result is not cached. */
export function isStorable(json: string): boolean {
  return !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(json)
}

/** An entry that is to be stored, by whom and under what. */
export interface EntryToStore {
  maker: Maker & { projectId: string }
  key: string
  parts: CacheKeyParts
  json: string
  figures: MakingFigures
}

/**
 * SQL: writes an entry, ends its flight and tells who waits, in one statement, with what stands beside it. An entry that is
 * there already is replaced and becomes the newest of its target. What a failing machine forgets of it is made again from
 * the recorded answer.
 */
export function storedEntry({ maker, key, parts, json, figures }: EntryToStore, beside?: Beside): Sql {
  const { teamId, projectId, runId, tryNumber } = maker
  const { workflow, stage, targetKey, contextHash, promptHash, model } = parts
  const costNanoUsd = BigInt(figures.costNanoUsd)
  return sql`
    WITH kept AS (
      INSERT INTO cache_entry AS entry ("teamId", key, workflow, stage, "targetKey", "contextHash", "promptVersion",
        "promptHash", model, "projectId", value, bytes, "costNanoUsd", "durationMs", "createdAt", "lastUsedAt")
      VALUES (${teamId}, ${key}, ${workflow}, ${stage}, ${targetKey}, ${contextHash}, ${figures.promptVersion},
        ${promptHash}, ${model}, ${projectId}, ${json}::jsonb, ${Buffer.byteLength(json)}, ${costNanoUsd},
        ${Math.round(figures.durationMs)}, clock_timestamp() AT TIME ZONE 'UTC', clock_timestamp() AT TIME ZONE 'UTC')
      ON CONFLICT ("teamId", key) DO UPDATE SET workflow = excluded.workflow, stage = excluded.stage,
        "targetKey" = excluded."targetKey", "contextHash" = excluded."contextHash",
        "promptVersion" = excluded."promptVersion", "promptHash" = excluded."promptHash", model = excluded.model,
        "projectId" = excluded."projectId", value = excluded.value, "goneReason" = NULL, "goneAt" = NULL,
        bytes = excluded.bytes, "costNanoUsd" = excluded."costNanoUsd", "durationMs" = excluded."durationMs",
        "createdAt" = excluded."createdAt", "lastUsedAt" = excluded."lastUsedAt"
    ), landed AS (
      DELETE FROM cache_flight
      WHERE "teamId" = ${teamId} AND key = ${key} AND "runId" = ${runId} AND "tryNumber" = ${tryNumber}
    )${beside === undefined ? sql`` : sql`, ${beside.ctes}`}
    SELECT true AS "isPaid", ${commitWithoutDisk}, ${tellNews(teamId, sql`${key}::text`)}::text
      ${beside === undefined ? sql`` : sql`, ${beside.columns}`}`
}

/** Writes an entry by itself. */
export async function storeEntry(entry: EntryToStore): Promise<void> {
  await queryOften(storedEntry(entry))
}
