import 'server-only'
import { LIVE_CHANNEL } from '@/lib/db/notify'

/**
 * Writes what became of bars: team, run, try, those that began, those that ended (both JSON, `agoMs` before now), and what
 * open pages are told. Idempotent by id: a replayed step keeps the first start and the first end. A bar that begins and
 * ends in one statement is inserted whole. The commit need not wait for the disk: nothing is paid by a bar.
 */
export const WRITE_SPANS = `
  WITH began AS (
    SELECT * FROM json_to_recordset($4::json)
      AS t(id text, stage text, kind text, label text, "parentId" text, "agoMs" float8)
  ), ended AS (
    SELECT DISTINCT ON (id) * FROM json_to_recordset($5::json)
      AS t(id text, status text, detail text, "attemptId" text, "checkId" text, "costNanoUsd" bigint, "agoMs" float8)
    ORDER BY id, "agoMs"
  ), numbered AS (
    SELECT DISTINCT ON (id) began.*, row_number() OVER (ORDER BY "agoMs" DESC) AS place FROM began ORDER BY id, place
  ), updated AS (
    UPDATE run_span SET
      status = ended.status, detail = ended.detail, "attemptId" = ended."attemptId", "checkId" = ended."checkId",
      "costNanoUsd" = ended."costNanoUsd",
      "endedAt" = coalesce(run_span."endedAt", (now() AT TIME ZONE 'UTC') - ended."agoMs" * interval '1 millisecond')
    FROM ended WHERE run_span.id = ended.id AND run_span."teamId" = $1
  ), inserted AS (
    INSERT INTO run_span (id, "teamId", "runId", "tryNumber", sequence, "parentId", stage, kind, label, "startedAt",
      status, detail, "attemptId", "checkId", "costNanoUsd", "endedAt")
    SELECT n.id, $1, $2, $3::int,
      (SELECT coalesce(max(sequence), 0) FROM run_span WHERE "runId" = $2 AND "tryNumber" = $3::int) + n.place,
      n."parentId", n.stage, n.kind, n.label, (now() AT TIME ZONE 'UTC') - n."agoMs" * interval '1 millisecond',
      coalesce(ended.status, 'running'), ended.detail, ended."attemptId", ended."checkId", ended."costNanoUsd",
      (now() AT TIME ZONE 'UTC') - ended."agoMs" * interval '1 millisecond'
    FROM numbered n LEFT JOIN ended ON ended.id = n.id
    ON CONFLICT (id) DO NOTHING
  )
  SELECT set_config('synchronous_commit', 'off', true), pg_notify('${LIVE_CHANNEL}', $6)`
