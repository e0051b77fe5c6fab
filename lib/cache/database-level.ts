import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { JsonValue } from '@/lib/db/sql'
import { KeyParts } from './cache-key'

/** What an entry's `value` column holds. */
const Stored = z.object({ parts: KeyParts, result: z.unknown() })

/** L2: reads an entry and counts the hit in one statement; undefined when it is not there. */
export async function readDatabase(teamId: string, key: string): Promise<unknown> {
  const rows = await db().$queryRaw<{ value: unknown }[]>`
    UPDATE cache_entry SET hits = hits + 1, "lastUsedAt" = now() AT TIME ZONE 'UTC'
    WHERE "teamId" = ${teamId} AND key = ${key} RETURNING value`
  return rows[0] === undefined ? undefined : Stored.parse(rows[0].value).result
}

/** Key parts of the newest entry of a target, without reading its value. */
export async function readNewestParts(teamId: string, wanted: KeyParts): Promise<KeyParts | null> {
  const { workflow, stage, targetKey } = wanted
  const rows = await db().$queryRaw<{ parts: unknown }[]>`
    SELECT value -> 'parts' AS parts FROM cache_entry
    WHERE "teamId" = ${teamId} AND workflow = ${workflow} AND stage = ${stage} AND "targetKey" = ${targetKey}
    ORDER BY "createdAt" DESC LIMIT 1`
  return rows[0] === undefined ? null : KeyParts.parse(rows[0].parts)
}

/** Writes an entry; when it is there already, it is replaced and becomes the newest of its target. */
export async function writeDatabase(
  teamId: string,
  key: string,
  parts: KeyParts,
  result: JsonValue,
  figures: { costNanoUsd: number; durationMs: number; promptVersion: string },
): Promise<void> {
  const { workflow, stage, targetKey, contextHash, model } = parts
  const data = {
    workflow,
    stage,
    targetKey,
    contextHash,
    model,
    promptVersion: figures.promptVersion,
    value: { parts, result },
    costNanoUsd: BigInt(figures.costNanoUsd),
    durationMs: Math.round(figures.durationMs),
  }
  await db().cacheEntry.upsert({
    where: { teamId_key: { teamId, key } },
    create: { teamId, key, ...data },
    update: { ...data, createdAt: new Date() },
  })
}
