import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import { MaskedKind } from '@/lib/domain/masked-kind'

/**
 * SQL: what was masked in the prompts of one try, as JSON: by kind the most that any prompt held, as turns repeat each other.
 * What an older version of Assay recorded in another form is left out: it must end no run as failed.
 */
export function maskedKindsSql(runId: string, tryNumber: number): Sql {
  return sql`(
    SELECT coalesce(jsonb_object_agg(kind, most), '{}') FROM (
      SELECT kind, max(count::int) AS most
      FROM attempt JOIN attempt_payload AS payload ON payload."attemptId" = attempt.id,
           jsonb_each(CASE jsonb_typeof(payload.prompt->'maskedKinds') WHEN 'object' THEN payload.prompt->'maskedKinds'
                      ELSE '{}' END) AS masked(kind, count)
      WHERE attempt."runId" = ${runId} AND attempt."tryNumber" = ${tryNumber}::int
        AND kind = ANY(${MaskedKind.options}::text[])
        AND CASE WHEN jsonb_typeof(count) = 'number' THEN count::numeric > 0 ELSE false END
      GROUP BY kind) AS kinds)`
}
