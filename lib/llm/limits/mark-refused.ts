import 'server-only'
import { db } from '@/lib/db/db'
import type { AttemptOutcome } from '@/lib/domain/words'
import type { LimitKey } from './limit-key'
import { tellLimitChange } from './limit-state'

/** An account without credit is filled up elsewhere, without a change of the row. */
const UNPAID = /^402\b/

export interface Refusal {
  outcome: AttemptOutcome
  errorText: string | null
  /** of the provider's row with which the call was made; null: it has none that a person could change */
  providerVersion: string | null
}

/**
 * Notes that a provider refused its key (which holds for all its models) or does not know the model: nobody asks again until
 * a person changes the row or a test passes. False, and nothing is noted: it has no row or another one by now, or it is a
 * cloud that takes its key from its surroundings, where it may be mended without anybody telling.
 */
export async function markRefused(key: LimitKey, refusal: Refusal): Promise<boolean> {
  const { outcome, errorText, providerVersion } = refusal
  if (providerVersion === null || UNPAID.test(errorText ?? '')) return false
  const isKey = outcome === 'invalid-key'
  const rows = await db().$queryRaw<{ model: string }[]>`
    INSERT INTO breaker AS b ("providerId", model, state, failures, "openedAt", "lastOutcome", "lastText", "updatedAt")
    SELECT DISTINCT provider.id, named.model, 'refused', 1, now() AT TIME ZONE 'UTC', ${outcome}, ${errorText},
      now() AT TIME ZONE 'UTC'
    FROM provider, LATERAL (
      SELECT ${key.model}::text AS model
      UNION SELECT value FROM jsonb_each_text(provider.models) WHERE ${isKey}::boolean
    ) AS named
    WHERE provider.id = ${key.providerId} AND to_json(provider."updatedAt") #>> '{}' = ${providerVersion}
      AND (NOT ${isKey}::boolean OR provider."keyEncrypted" IS NOT NULL OR provider.kind NOT IN ('bedrock', 'vertex'))
    ON CONFLICT ("providerId", model) DO UPDATE SET
      state = 'refused', failures = 1, "probeAt" = NULL, "probeAttemptId" = NULL,
      "openedAt" = CASE WHEN b.state = 'refused' THEN b."openedAt" ELSE excluded."openedAt" END,
      "lastOutcome" = excluded."lastOutcome", "lastText" = excluded."lastText", "updatedAt" = excluded."updatedAt"
    RETURNING model`
  for (const { model } of rows) await tellLimitChange(db(), { providerId: key.providerId, model })
  return rows.length > 0
}
