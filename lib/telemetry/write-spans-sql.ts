import 'server-only'
import { LIVE_CHANNEL } from '@/lib/db/notify'

/**
 * Writes what became of bars of any runs: $1 those that began, $2 those that ended (both JSON, `agoMs` before now), $3 what
 * open pages are told. Idempotent by id: a replayed step keeps the first start and the first end. A bar that begins and
 * ends in one statement is inserted whole. Each bar is looked up by itself: a join would be planned as one that goes through
 * all bars there ever were. The commit need not wait for the disk: nothing is paid by a bar.
 */
const writeSpans = (whenLocked: '' | 'NOWAIT') => `
  WITH began AS (
    SELECT * FROM json_to_recordset($1::json) AS t(id text, "teamId" text, "runId" text, "tryNumber" int, stage text,
      kind text, label text, detail text, "parentId" text, "agoMs" float8)
  ), ended AS (
    SELECT DISTINCT ON (id) * FROM json_to_recordset($2::json) AS t(id text, "teamId" text, status text, detail text,
      "attemptId" text, "checkId" text, "costNanoUsd" bigint, "agoMs" float8)
    ORDER BY id, "agoMs"
  ), numbered AS (
    SELECT DISTINCT ON (id) began.*,
      row_number() OVER (PARTITION BY "runId", "tryNumber" ORDER BY "agoMs" DESC) AS place
    FROM began ORDER BY id, place
  ), known AS (
    SELECT span.id FROM ended CROSS JOIN LATERAL (
      SELECT id FROM run_span WHERE id = ended.id AND "teamId" = ended."teamId" FOR UPDATE ${whenLocked}) AS span
  ), updated AS (
    UPDATE run_span SET
      status = ended.status, detail = ended.detail, "attemptId" = ended."attemptId", "checkId" = ended."checkId",
      "costNanoUsd" = ended."costNanoUsd",
      "endedAt" = coalesce(run_span."endedAt", (now() AT TIME ZONE 'UTC') - ended."agoMs" * interval '1 millisecond')
    FROM ended WHERE run_span.id = ended.id AND run_span.id = ANY(ARRAY(SELECT id FROM known))
  ), inserted AS (
    INSERT INTO run_span (id, "teamId", "runId", "tryNumber", sequence, "parentId", stage, kind, label, "startedAt",
      status, detail, "attemptId", "checkId", "costNanoUsd", "endedAt")
    SELECT n.id, n."teamId", n."runId", n."tryNumber",
      (SELECT coalesce(max(sequence), 0) FROM run_span
       WHERE "runId" = n."runId" AND "tryNumber" = n."tryNumber") + n.place,
      n."parentId", n.stage, n.kind, n.label, (now() AT TIME ZONE 'UTC') - n."agoMs" * interval '1 millisecond',
      coalesce(ended.status, 'running'), CASE WHEN ended.id IS NULL THEN n.detail ELSE ended.detail END, ended."attemptId", ended."checkId", ended."costNanoUsd",
      (now() AT TIME ZONE 'UTC') - ended."agoMs" * interval '1 millisecond'
    FROM numbered n LEFT JOIN ended ON ended.id = n.id AND ended."teamId" = n."teamId"
    ON CONFLICT (id) DO NOTHING
  )
  SELECT set_config('synchronous_commit', 'off', true), pg_notify('${LIVE_CHANNEL}', event)
  FROM json_array_elements_text($3::json) AS event`

/** Of several runs at once. It waits for nobody's locks, as whoever holds some of many could wait for it: then it fails. */
export const WRITE_SPANS_OF_RUNS = { name: 'write-spans-of-runs', text: writeSpans('NOWAIT') }

/** Of one run. */
export const WRITE_SPANS_OF_RUN = { name: 'write-spans-of-run', text: writeSpans('') }
