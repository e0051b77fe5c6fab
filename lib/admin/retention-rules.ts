import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import type { RetentionKind } from '@/lib/domain/retention'

/** Rows of one team that are older than `before`, as `id`, `bytes`, `at`; the same for a dry run and for the deletion. */
export interface RetentionRule {
  pick: (teamId: string, before: Date) => Sql
  /** the column that is `id`: batches are taken in its order */
  key: Sql
  remove: (ids: string[]) => Sql
}

const utc = (at: Date) => sql`${at.toISOString()}::timestamp`

export const RETENTION_RULES = {
  payloads: {
    pick: (teamId, before) => sql`
      SELECT "attemptId" AS id, "createdAt" AS at,
        pg_column_size(prompt) + coalesce(pg_column_size(answer), 0) AS bytes
      FROM attempt_payload WHERE "teamId" = ${teamId} AND "createdAt" < ${utc(before)}`,
    key: sql`"attemptId"`,
    remove: (ids) => sql`DELETE FROM attempt_payload WHERE "attemptId" = ANY(${ids}::text[])`,
  },
  logs: {
    pick: (teamId, before) => sql`
      SELECT id, "createdAt" AS at, pg_column_size(log) AS bytes
      FROM "check" WHERE "teamId" = ${teamId} AND "createdAt" < ${utc(before)} AND log IS NOT NULL`,
    key: sql`id`,
    remove: (ids) => sql`UPDATE "check" SET log = NULL WHERE id = ANY(${ids}::text[])`,
  },
  // What findings and applied fixes still point to stays: it shows what they are about.
  runs: {
    pick: (teamId, before) => sql`
      SELECT id, "createdAt" AS at, pg_column_size(run) AS bytes
      FROM run WHERE "teamId" = ${teamId} AND "createdAt" < ${utc(before)}
        AND status IN ('done', 'failed', 'cancelled') AND "endedAt" < ${utc(before)}
        AND NOT EXISTS (SELECT FROM finding WHERE "teamId" = ${teamId} AND "lastRunId" = run.id)
        AND NOT EXISTS (SELECT FROM finding WHERE "teamId" = ${teamId} AND "firstRunId" = run.id)
        AND NOT EXISTS (SELECT FROM finding_fix WHERE "teamId" = ${teamId} AND "runId" = run.id)`,
    key: sql`id`,
    remove: (ids) => sql`DELETE FROM run WHERE id = ANY(${ids}::text[])`,
  },
  // The verdict and the rating that a run shows are its own, as are the sums that charts read.
  reviews: {
    pick: (teamId, before) => sql`
      SELECT id, "createdAt" AS at, pg_column_size(review) AS bytes
      FROM review WHERE "teamId" = ${teamId} AND "createdAt" < ${utc(before)}`,
    key: sql`id`,
    remove: (ids) => sql`DELETE FROM review WHERE id = ANY(${ids}::text[])`,
  },
  // Of each project the newest stays, and every one that a launch or a finding is about.
  snapshots: {
    pick: (teamId, before) => sql`
      SELECT id, "createdAt" AS at, "totalBytes"::bigint AS bytes
      FROM snapshot WHERE "teamId" = ${teamId} AND "createdAt" < ${utc(before)}
        AND EXISTS (
          SELECT FROM snapshot AS newer WHERE newer."projectId" = snapshot."projectId" AND newer.id > snapshot.id)
        AND NOT EXISTS (SELECT FROM launch WHERE "teamId" = ${teamId} AND "snapshotId" = snapshot.id)
        AND NOT EXISTS (SELECT FROM finding WHERE "teamId" = ${teamId} AND "lastSnapshotId" = snapshot.id)
        AND NOT EXISTS (SELECT FROM finding WHERE "teamId" = ${teamId} AND "firstSnapshotId" = snapshot.id)`,
    key: sql`id`,
    remove: (ids) => sql`DELETE FROM snapshot WHERE id = ANY(${ids}::text[])`,
  },
  // What is still open stays, however long it lasts.
  alerts: {
    pick: (teamId, before) => sql`
      SELECT id, "resolvedAt" AS at, pg_column_size(alert) AS bytes
      FROM alert WHERE "teamId" = ${teamId} AND "resolvedAt" < ${utc(before)} AND "openKey" IS NULL`,
    key: sql`id`,
    remove: (ids) => sql`DELETE FROM alert WHERE id = ANY(${ids}::text[])`,
  },
  messages: {
    pick: (teamId, before) => sql`
      SELECT id, "createdAt" AS at, pg_column_size(alert_delivery) AS bytes
      FROM alert_delivery WHERE "teamId" = ${teamId} AND "createdAt" < ${utc(before)} AND state <> 'waiting'`,
    key: sql`id`,
    remove: (ids) => sql`DELETE FROM alert_delivery WHERE id = ANY(${ids}::text[])`,
  },
  audit: {
    pick: (teamId, before) => sql`
      SELECT id, "createdAt" AS at, pg_column_size(audit_entry) AS bytes
      FROM audit_entry WHERE "teamId" = ${teamId} AND "createdAt" < ${utc(before)}`,
    key: sql`id`,
    remove: (ids) => sql`DELETE FROM audit_entry WHERE id = ANY(${ids}::text[])`,
  },
} satisfies Record<RetentionKind, RetentionRule>

const DAY_MS = 86_400_000

/** What was made before this moment is older than `days`. */
export const retentionEnd = (days: number, now: Date): Date => new Date(now.getTime() - days * DAY_MS)
