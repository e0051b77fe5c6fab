-- Figures of charts: rows of runs and attempts are noted as deltas in their own transaction and summed up by hour and day.

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "hitSavedMs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "hitSavedNanoUsd" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "isLookup" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "reviewSeconds" INTEGER;

-- AlterTable
ALTER TABLE "team" ADD COLUMN     "nextTimeZone" TEXT,
ADD COLUMN     "rowsSince" TIMESTAMP(3),
ADD COLUMN     "timeZone" TEXT NOT NULL DEFAULT 'UTC';

-- CreateTable
CREATE TABLE "attempt_delta" (
    "id" BIGSERIAL NOT NULL,
    "teamId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "project" TEXT,
    "workflow" TEXT,
    "stage" TEXT,
    "member" TEXT,
    "provider" TEXT,
    "model" TEXT,
    "tier" TEXT,
    "prompt" TEXT,
    "source" TEXT,
    "outcome" TEXT,
    "missReason" TEXT,
    "isBatch" TEXT,
    "isRepair" TEXT,
    "attempts" BIGINT NOT NULL,
    "calls" BIGINT NOT NULL,
    "failedCalls" BIGINT NOT NULL,
    "lookups" BIGINT NOT NULL,
    "hits" BIGINT NOT NULL,
    "costNanoUsd" BIGINT NOT NULL,
    "failedCostNanoUsd" BIGINT NOT NULL,
    "repairCostNanoUsd" BIGINT NOT NULL,
    "inputTokens" BIGINT NOT NULL,
    "outputTokens" BIGINT NOT NULL,
    "cacheReadTokens" BIGINT NOT NULL,
    "cacheWrite5mTokens" BIGINT NOT NULL,
    "cacheWrite1hTokens" BIGINT NOT NULL,
    "hitSavedNanoUsd" BIGINT NOT NULL,
    "hitSavedMs" BIGINT NOT NULL,
    "latencyBin" INTEGER,
    "firstTokenBin" INTEGER,

    CONSTRAINT "attempt_delta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt_key" (
    "id" UUID NOT NULL,
    "teamId" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "project" TEXT,
    "workflow" TEXT,
    "stage" TEXT,
    "member" TEXT,
    "provider" TEXT,
    "model" TEXT,
    "tier" TEXT,
    "prompt" TEXT,
    "source" TEXT,
    "outcome" TEXT,
    "missReason" TEXT,
    "isBatch" TEXT,
    "isRepair" TEXT,

    CONSTRAINT "attempt_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt_rollup" (
    "keyId" UUID NOT NULL,
    "bucket" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" BIGINT NOT NULL,
    "calls" BIGINT NOT NULL,
    "failedCalls" BIGINT NOT NULL,
    "lookups" BIGINT NOT NULL,
    "hits" BIGINT NOT NULL,
    "costNanoUsd" BIGINT NOT NULL,
    "failedCostNanoUsd" BIGINT NOT NULL,
    "repairCostNanoUsd" BIGINT NOT NULL,
    "inputTokens" BIGINT NOT NULL,
    "outputTokens" BIGINT NOT NULL,
    "cacheReadTokens" BIGINT NOT NULL,
    "cacheWrite5mTokens" BIGINT NOT NULL,
    "cacheWrite1hTokens" BIGINT NOT NULL,
    "hitSavedNanoUsd" BIGINT NOT NULL,
    "hitSavedMs" BIGINT NOT NULL,

    CONSTRAINT "attempt_rollup_pkey" PRIMARY KEY ("keyId","bucket","at")
);

-- CreateTable
CREATE TABLE "run_delta" (
    "id" BIGSERIAL NOT NULL,
    "teamId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "project" TEXT,
    "workflow" TEXT,
    "member" TEXT,
    "source" TEXT,
    "outcome" TEXT,
    "reason" TEXT,
    "prompt" TEXT,
    "variant" TEXT,
    "runs" BIGINT NOT NULL,
    "verified" BIGINT NOT NULL,
    "unverified" BIGINT NOT NULL,
    "rejected" BIGINT NOT NULL,
    "failed" BIGINT NOT NULL,
    "cancelled" BIGINT NOT NULL,
    "modelAllowed" BIGINT NOT NULL,
    "fallbacks" BIGINT NOT NULL,
    "costNanoUsd" BIGINT NOT NULL,
    "verifiedCostNanoUsd" BIGINT NOT NULL,
    "timedRuns" BIGINT NOT NULL,
    "durationMs" BIGINT NOT NULL,
    "within30s" BIGINT NOT NULL,
    "reviewed" BIGINT NOT NULL,
    "acceptedUnedited" BIGINT NOT NULL,
    "edited" BIGINT NOT NULL,
    "rejectedByPerson" BIGINT NOT NULL,
    "ratings" BIGINT NOT NULL,
    "ratingSum" BIGINT NOT NULL,
    "reviewSeconds" BIGINT NOT NULL,
    "reviewTimed" BIGINT NOT NULL,
    "statements" BIGINT NOT NULL,
    "coveredStatements" BIGINT NOT NULL,
    "branches" BIGINT NOT NULL,
    "coveredBranches" BIGINT NOT NULL,
    "measuredRuns" BIGINT NOT NULL,
    "waitBin" INTEGER,
    "durationBin" INTEGER,

    CONSTRAINT "run_delta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_key" (
    "id" UUID NOT NULL,
    "teamId" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "project" TEXT,
    "workflow" TEXT,
    "member" TEXT,
    "source" TEXT,
    "outcome" TEXT,
    "reason" TEXT,
    "prompt" TEXT,
    "variant" TEXT,

    CONSTRAINT "run_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_rollup" (
    "keyId" UUID NOT NULL,
    "bucket" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "runs" BIGINT NOT NULL,
    "verified" BIGINT NOT NULL,
    "unverified" BIGINT NOT NULL,
    "rejected" BIGINT NOT NULL,
    "failed" BIGINT NOT NULL,
    "cancelled" BIGINT NOT NULL,
    "modelAllowed" BIGINT NOT NULL,
    "fallbacks" BIGINT NOT NULL,
    "costNanoUsd" BIGINT NOT NULL,
    "verifiedCostNanoUsd" BIGINT NOT NULL,
    "timedRuns" BIGINT NOT NULL,
    "durationMs" BIGINT NOT NULL,
    "within30s" BIGINT NOT NULL,
    "reviewed" BIGINT NOT NULL,
    "acceptedUnedited" BIGINT NOT NULL,
    "edited" BIGINT NOT NULL,
    "rejectedByPerson" BIGINT NOT NULL,
    "ratings" BIGINT NOT NULL,
    "ratingSum" BIGINT NOT NULL,
    "reviewSeconds" BIGINT NOT NULL,
    "reviewTimed" BIGINT NOT NULL,
    "statements" BIGINT NOT NULL,
    "coveredStatements" BIGINT NOT NULL,
    "branches" BIGINT NOT NULL,
    "coveredBranches" BIGINT NOT NULL,
    "measuredRuns" BIGINT NOT NULL,

    CONSTRAINT "run_rollup_pkey" PRIMARY KEY ("keyId","bucket","at")
);

-- CreateTable
CREATE TABLE "timed_key" (
    "id" UUID NOT NULL,
    "teamId" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "thing" TEXT NOT NULL,
    "project" TEXT,
    "workflow" TEXT,
    "stage" TEXT,
    "tier" TEXT,
    "source" TEXT,

    CONSTRAINT "timed_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timed_rollup" (
    "keyId" UUID NOT NULL,
    "bucket" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "bin" INTEGER NOT NULL,
    "n" BIGINT NOT NULL,

    CONSTRAINT "timed_rollup_pkey" PRIMARY KEY ("keyId","bucket","at","bin")
);

-- CreateIndex
CREATE INDEX "attempt_delta_teamId_idx" ON "attempt_delta"("teamId");

-- CreateIndex
CREATE INDEX "attempt_key_teamId_level_idx" ON "attempt_key"("teamId", "level");

-- CreateIndex
CREATE INDEX "run_delta_teamId_idx" ON "run_delta"("teamId");

-- CreateIndex
CREATE INDEX "run_key_teamId_level_idx" ON "run_key"("teamId", "level");

-- CreateIndex
CREATE INDEX "timed_key_teamId_level_thing_idx" ON "timed_key"("teamId", "level", "thing");

-- What the new columns say of rows that are there: the first of a try that asked for a key, what a stored result had cost,
-- and how long people looked.
UPDATE "attempt" SET "isLookup" = true
FROM (
  SELECT DISTINCT ON ("runId", "tryNumber", "cacheKey") id FROM "attempt"
  WHERE "cacheKey" IS NOT NULL AND ("cacheHit" OR "cacheMissReason" IS NOT NULL)
  ORDER BY "runId", "tryNumber", "cacheKey", sequence
) AS first WHERE first.id = "attempt".id;
UPDATE "attempt" SET "hitSavedNanoUsd" = entry."costNanoUsd", "hitSavedMs" = entry."durationMs"
FROM cache_entry AS entry
WHERE "attempt"."cacheHit" AND entry."teamId" = "attempt"."teamId" AND entry.key = "attempt"."cacheKey";
UPDATE "run" SET "reviewSeconds" = looked.seconds
FROM (
  SELECT "runId", sum(seconds)::int AS seconds FROM (
    SELECT review."runId", review."userId", max(review."activeSeconds") AS seconds
    FROM review JOIN "run" ON "run".id = review."runId"
    WHERE review."undoneAt" IS NULL AND review."activeSeconds" IS NOT NULL
      AND review."createdAt" >= coalesce("run"."startedAt", review."createdAt")
    GROUP BY review."runId", review."userId"
  ) AS visits GROUP BY "runId"
) AS looked WHERE looked."runId" = "run".id;

-- ── months ────────────────────────────────────────────────────────────────────────────────
-- `run` and `attempt` are partitioned by month of the id: a run's id begins with its time (uuid v7), an attempt's with its
-- run's id. So the id alone stays the primary key. Ids of another make are in the default partition.
ALTER TABLE "run_span" DROP CONSTRAINT "run_span_runId_fkey";
ALTER TABLE "check" DROP CONSTRAINT "check_runId_fkey";
ALTER TABLE "artifact" DROP CONSTRAINT "artifact_runId_fkey";
ALTER TABLE "review" DROP CONSTRAINT "review_runId_fkey";
ALTER TABLE "finding_sighting" DROP CONSTRAINT "finding_sighting_runId_fkey";
ALTER TABLE "attempt_payload" DROP CONSTRAINT "attempt_payload_attemptId_fkey";

ALTER TABLE "attempt" RENAME TO "attempt_before";
ALTER TABLE "run" RENAME TO "run_before";
CREATE TABLE "run" (LIKE "run_before" INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (id);
CREATE TABLE "attempt" (LIKE "attempt_before" INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (id);
CREATE TABLE "run_other" PARTITION OF "run" DEFAULT;
CREATE TABLE "attempt_other" PARTITION OF "attempt" DEFAULT;

-- What the first id of a moment begins with. Text sorts hexadecimal digits alike in every collation.
CREATE FUNCTION id_prefix(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(hex, 1, 8) || '-' || substr(hex, 9, 4)
  FROM (SELECT lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') AS hex) AS time
$$;

-- Partitions for all months (UTC) from one day to another that have none yet; returns how many were made. A month whose
-- rows came before its partition keeps them in the default one.
CREATE FUNCTION ensure_partitions(from_day date, until_day date) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  month date := date_trunc('month', from_day)::date;
  name text;
  made int := 0;
BEGIN
  -- Two workers at once must not make the same one.
  PERFORM pg_advisory_xact_lock(hashtext('assay partitions'));
  WHILE month <= until_day LOOP
    FOREACH parent IN ARRAY ARRAY['run', 'attempt'] LOOP
      name := parent || to_char(month, '_YYYY_MM');
      CONTINUE WHEN to_regclass(quote_ident(name)) IS NOT NULL;
      BEGIN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', name, parent,
          id_prefix(month::timestamp AT TIME ZONE 'UTC'),
          id_prefix((month + interval '1 month')::timestamp AT TIME ZONE 'UTC'));
        made := made + 1;
      EXCEPTION WHEN check_violation THEN NULL;
      END;
    END LOOP;
    month := (month + interval '1 month')::date;
  END LOOP;
  RETURN made;
END $$;

SELECT ensure_partitions(
  coalesce((SELECT min("createdAt") FROM "run_before"), now() AT TIME ZONE 'UTC')::date,
  ((now() AT TIME ZONE 'UTC') + interval '2 months')::date);
INSERT INTO "run" SELECT * FROM "run_before";
INSERT INTO "attempt" SELECT * FROM "attempt_before";
DROP TABLE "attempt_before";
DROP TABLE "run_before";

ALTER TABLE "run" ADD CONSTRAINT "run_pkey" PRIMARY KEY (id);
CREATE INDEX "run_teamId_createdAt_id_idx" ON "run"("teamId", "createdAt" DESC, "id" DESC);
CREATE INDEX "run_teamId_status_createdAt_idx" ON "run"("teamId", "status", "createdAt" DESC);
CREATE INDEX "run_teamId_endedAt_idx" ON "run"("teamId", "endedAt" DESC);
CREATE INDEX "run_projectId_targetPath_createdAt_idx" ON "run"("projectId", "targetPath", "createdAt" DESC);
CREATE INDEX "run_launchId_idx" ON "run"("launchId");
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_pkey" PRIMARY KEY (id);
CREATE INDEX "attempt_teamId_createdAt_idx" ON "attempt"("teamId", "createdAt" DESC);
CREATE INDEX "attempt_teamId_workflow_stage_createdAt_idx" ON "attempt"("teamId", "workflow", "stage", "createdAt" DESC);
CREATE INDEX "attempt_runId_sequence_idx" ON "attempt"("runId", "sequence");

ALTER TABLE "run" ADD CONSTRAINT "run_launchId_fkey" FOREIGN KEY ("launchId") REFERENCES "launch"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "run" ADD CONSTRAINT "run_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "run_span" ADD CONSTRAINT "run_span_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "check" ADD CONSTRAINT "check_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "review" ADD CONSTRAINT "review_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "finding_sighting" ADD CONSTRAINT "finding_sighting_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "attempt_payload" ADD CONSTRAINT "attempt_payload_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── facts ─────────────────────────────────────────────────────────────────────────────────
-- What a row counts is said once, here: triggers, recounts and readers of rows all ask these functions.

-- Bin of a histogram in which every value is within 2 % of the bin's: DDSketch (Masson, Rim, Lee, VLDB 2019, definition 3),
-- i = ceil(log_g x), g = 1.02 / 0.98. Nothing and less than a millisecond are bin -1.
CREATE FUNCTION timed_bin(ms int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN ms >= 1 THEN ceil(ln(ms::float8) / ln(1.02::float8 / 0.98::float8))::int WHEN ms < 1 THEN -1 END
$$;

CREATE FUNCTION attempt_facts(given attempt, sign int) RETURNS TABLE (
    "teamId" text, "at" timestamp, project text, workflow text, stage text, member text, provider text,
    model text, tier text, prompt text, source text, outcome text, "missReason" text, "isBatch" text,
    "isRepair" text, attempts bigint, calls bigint, "failedCalls" bigint, lookups bigint, hits bigint,
    "costNanoUsd" bigint, "failedCostNanoUsd" bigint, "repairCostNanoUsd" bigint, "inputTokens" bigint,
    "outputTokens" bigint, "cacheReadTokens" bigint, "cacheWrite5mTokens" bigint, "cacheWrite1hTokens" bigint,
    "hitSavedNanoUsd" bigint, "hitSavedMs" bigint, "latencyBin" int, "firstTokenBin" int
) LANGUAGE sql IMMUTABLE AS $$
  SELECT
    given."teamId", given."createdAt", given."projectId", given.workflow, given.stage, given."userId",
    given.provider, given.model, given.tier, given."promptVersion", given.source, given.outcome,
    given."cacheMissReason", given."isBatch"::text, (given."repairRound" > 0)::text, sign * 1::bigint,
    sign * call.was_made::int::bigint, sign * (call.was_made AND call.is_unanswered)::int::bigint,
    sign * given."isLookup"::int::bigint, sign * (given."isLookup" AND given."cacheHit")::int::bigint,
    sign * given."costNanoUsd"::bigint,
    sign * (CASE WHEN given.outcome <> 'ok' THEN given."costNanoUsd" ELSE 0 END)::bigint,
    sign * (CASE WHEN given."repairRound" > 0 THEN given."costNanoUsd" ELSE 0 END)::bigint,
    sign * given."inputTokens"::bigint, sign * given."outputTokens"::bigint,
    sign * given."cacheReadTokens"::bigint, sign * given."cacheWrite5mTokens"::bigint,
    sign * given."cacheWrite1hTokens"::bigint, sign * given."hitSavedNanoUsd"::bigint,
    sign * given."hitSavedMs"::bigint, CASE WHEN call.was_made THEN timed_bin(given."latencyMs") END,
    CASE WHEN call.was_made THEN timed_bin(given."timeToFirstTokenMs") END
  FROM (SELECT
    given.source = 'model' AND given.outcome <> 'budget'
      AND NOT (given."requestId" IS NULL AND given."latencyMs" IS NOT DISTINCT FROM 0) AS was_made,
    given.outcome IN ('rate-limited', 'overloaded', 'server-error', 'timeout', 'connection', 'cut-stream', 'malformed-stream', 'invalid-key',
      'unknown-model', 'context-too-large', 'bad-request') AS is_unanswered) AS call
  WHERE given.id IS NOT NULL
$$;

CREATE FUNCTION run_facts(given run, sign int) RETURNS TABLE (
    "teamId" text, "at" timestamp, project text, workflow text, member text, source text, outcome text,
    reason text, prompt text, variant text, runs bigint, verified bigint, unverified bigint, rejected bigint,
    failed bigint, cancelled bigint, "modelAllowed" bigint, fallbacks bigint, "costNanoUsd" bigint,
    "verifiedCostNanoUsd" bigint, "timedRuns" bigint, "durationMs" bigint, within30s bigint, reviewed bigint,
    "acceptedUnedited" bigint, edited bigint, "rejectedByPerson" bigint, ratings bigint, "ratingSum" bigint,
    "reviewSeconds" bigint, "reviewTimed" bigint, statements bigint, "coveredStatements" bigint,
    branches bigint, "coveredBranches" bigint, "measuredRuns" bigint, "waitBin" int, "durationBin" int
) LANGUAGE sql IMMUTABLE AS $$
  SELECT
    given."teamId", given."endedAt", given."projectId", given.workflow, given."createdBy", given.source,
    CASE WHEN given.status = 'done' THEN given.verdict ELSE given.status END, given.reason,
    given."promptVersion", given.variant, sign * 1::bigint, sign * (run_is.verified)::int::bigint,
    sign * (given.status = 'done' AND given.verdict IS NOT DISTINCT FROM 'unverified')::int::bigint,
    sign * (given.status = 'done' AND given.verdict IS NOT DISTINCT FROM 'rejected')::int::bigint,
    sign * (given.status = 'failed')::int::bigint, sign * (given.status = 'cancelled')::int::bigint,
    sign * (run_is.model_allowed)::int::bigint,
    sign * (run_is.model_allowed AND given.source = 'template')::int::bigint,
    sign * given."costNanoUsd"::bigint,
    sign * (CASE WHEN run_is.verified THEN given."costNanoUsd" ELSE 0 END)::bigint,
    sign * (run_is.timed)::int::bigint,
    sign * (CASE WHEN run_is.timed THEN given."durationMs" ELSE 0 END)::bigint,
    sign * (run_is.timed AND given."durationMs" <= 30000)::int::bigint,
    sign * (given."reviewVerdict" IS NOT NULL)::int::bigint,
    sign * (given."reviewVerdict" IS NOT DISTINCT FROM 'accepted' AND run_is.verified AND NOT given.figures ? 'edit')::int::bigint,
    sign * (given."reviewVerdict" IS NOT DISTINCT FROM 'edited')::int::bigint,
    sign * (given."reviewVerdict" IS NOT DISTINCT FROM 'rejected')::int::bigint,
    sign * (given.rating IS NOT NULL)::int::bigint, sign * coalesce(given.rating, 0)::bigint,
    sign * (CASE WHEN given."reviewVerdict" IS NOT NULL THEN coalesce(given."reviewSeconds", 0) ELSE 0 END)::bigint,
    sign * (given."reviewVerdict" IS NOT NULL AND given."reviewSeconds" IS NOT NULL)::int::bigint,
    sign * coalesce((given.figures->>'statements')::int, 0)::bigint,
    sign * coalesce((given.figures->>'coveredStatements')::int, 0)::bigint,
    sign * coalesce((given.figures->>'branches')::int, 0)::bigint,
    sign * coalesce((given.figures->>'coveredBranches')::int, 0)::bigint,
    sign * (given.figures ? 'statements')::int::bigint,
    CASE WHEN given."tryNumber" = 1 THEN timed_bin((extract(epoch FROM given."startedAt" - given."createdAt") * 1000)::int) END,
    CASE WHEN given.status = 'done' THEN timed_bin(given."durationMs") END
  FROM (SELECT
    given.status = 'done' AND given.verdict IS NOT DISTINCT FROM 'verified' AS verified,
    given.status = 'done' AND given.source IS NOT NULL AND coalesce(given.reason, '') NOT IN ('opted-out', 'no-provider', 'policy') AS model_allowed,
    given."modelCalls" > 0 AND given."durationMs" IS NOT NULL AS timed) AS run_is
  WHERE given."endedAt" IS NOT NULL AND given.status IN ('done', 'failed', 'cancelled')
$$;

-- ── triggers ──────────────────────────────────────────────────────────────────────────────
-- For statements, not rows; deltas are only appended, so that writers never wait for one another.
CREATE FUNCTION note_attempts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO attempt_delta (
      "teamId", "at", project, workflow, stage, member, provider, model, tier, prompt, source, outcome,
      "missReason", "isBatch", "isRepair", attempts, calls, "failedCalls", lookups, hits, "costNanoUsd",
      "failedCostNanoUsd", "repairCostNanoUsd", "inputTokens", "outputTokens", "cacheReadTokens",
      "cacheWrite5mTokens", "cacheWrite1hTokens", "hitSavedNanoUsd", "hitSavedMs", "latencyBin", "firstTokenBin")
    SELECT facts.* FROM new_rows AS new_row, attempt_facts(ROW(new_row.*)::attempt, 1) AS facts;
  ELSIF TG_OP = 'DELETE' THEN
    -- Retention deletes rows and keeps what they came to.
    IF current_setting('assay.keep_rollups', true) = 'on' THEN RETURN NULL; END IF;
    INSERT INTO attempt_delta (
      "teamId", "at", project, workflow, stage, member, provider, model, tier, prompt, source, outcome,
      "missReason", "isBatch", "isRepair", attempts, calls, "failedCalls", lookups, hits, "costNanoUsd",
      "failedCostNanoUsd", "repairCostNanoUsd", "inputTokens", "outputTokens", "cacheReadTokens",
      "cacheWrite5mTokens", "cacheWrite1hTokens", "hitSavedNanoUsd", "hitSavedMs", "latencyBin", "firstTokenBin")
    SELECT facts.* FROM old_rows AS old_row, attempt_facts(ROW(old_row.*)::attempt, -1) AS facts;
  ELSE
    INSERT INTO attempt_delta (
      "teamId", "at", project, workflow, stage, member, provider, model, tier, prompt, source, outcome,
      "missReason", "isBatch", "isRepair", attempts, calls, "failedCalls", lookups, hits, "costNanoUsd",
      "failedCostNanoUsd", "repairCostNanoUsd", "inputTokens", "outputTokens", "cacheReadTokens",
      "cacheWrite5mTokens", "cacheWrite1hTokens", "hitSavedNanoUsd", "hitSavedMs", "latencyBin", "firstTokenBin")
    SELECT facts.* FROM old_rows AS old_row FULL JOIN new_rows AS new_row ON new_row.id = old_row.id,
      LATERAL (
        SELECT * FROM attempt_facts(ROW(old_row.*)::attempt, -1)
        UNION ALL SELECT * FROM attempt_facts(ROW(new_row.*)::attempt, 1)
      ) AS facts
    WHERE old_row IS DISTINCT FROM new_row;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_inserted AFTER INSERT ON attempt
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_attempts();
CREATE TRIGGER note_updated AFTER UPDATE ON attempt
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_attempts();
CREATE TRIGGER note_deleted AFTER DELETE ON attempt
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_attempts();

CREATE FUNCTION note_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO run_delta (
      "teamId", "at", project, workflow, member, source, outcome, reason, prompt, variant, runs, verified,
      unverified, rejected, failed, cancelled, "modelAllowed", fallbacks, "costNanoUsd", "verifiedCostNanoUsd",
      "timedRuns", "durationMs", within30s, reviewed, "acceptedUnedited", edited, "rejectedByPerson", ratings,
      "ratingSum", "reviewSeconds", "reviewTimed", statements, "coveredStatements", branches,
      "coveredBranches", "measuredRuns", "waitBin", "durationBin")
    SELECT facts.* FROM new_rows AS new_row, run_facts(ROW(new_row.*)::run, 1) AS facts;
  ELSIF TG_OP = 'DELETE' THEN
    -- Retention deletes rows and keeps what they came to.
    IF current_setting('assay.keep_rollups', true) = 'on' THEN RETURN NULL; END IF;
    INSERT INTO run_delta (
      "teamId", "at", project, workflow, member, source, outcome, reason, prompt, variant, runs, verified,
      unverified, rejected, failed, cancelled, "modelAllowed", fallbacks, "costNanoUsd", "verifiedCostNanoUsd",
      "timedRuns", "durationMs", within30s, reviewed, "acceptedUnedited", edited, "rejectedByPerson", ratings,
      "ratingSum", "reviewSeconds", "reviewTimed", statements, "coveredStatements", branches,
      "coveredBranches", "measuredRuns", "waitBin", "durationBin")
    SELECT facts.* FROM old_rows AS old_row, run_facts(ROW(old_row.*)::run, -1) AS facts;
  ELSE
    -- Almost all updates are of rows that count nothing yet.
    IF NOT EXISTS (SELECT FROM old_rows WHERE "endedAt" IS NOT NULL)
      AND NOT EXISTS (SELECT FROM new_rows WHERE "endedAt" IS NOT NULL) THEN RETURN NULL; END IF;
    INSERT INTO run_delta (
      "teamId", "at", project, workflow, member, source, outcome, reason, prompt, variant, runs, verified,
      unverified, rejected, failed, cancelled, "modelAllowed", fallbacks, "costNanoUsd", "verifiedCostNanoUsd",
      "timedRuns", "durationMs", within30s, reviewed, "acceptedUnedited", edited, "rejectedByPerson", ratings,
      "ratingSum", "reviewSeconds", "reviewTimed", statements, "coveredStatements", branches,
      "coveredBranches", "measuredRuns", "waitBin", "durationBin")
    SELECT facts.* FROM old_rows AS old_row FULL JOIN new_rows AS new_row ON new_row.id = old_row.id,
      LATERAL (
        SELECT * FROM run_facts(ROW(old_row.*)::run, -1)
        UNION ALL SELECT * FROM run_facts(ROW(new_row.*)::run, 1)
      ) AS facts
    WHERE old_row IS DISTINCT FROM new_row;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_inserted AFTER INSERT ON run
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_runs();
CREATE TRIGGER note_updated AFTER UPDATE ON run
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_runs();
CREATE TRIGGER note_deleted AFTER DELETE ON run
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_runs();

-- Rows that are there are noted like new ones; the worker sums them up.
INSERT INTO attempt_delta (
    "teamId", "at", project, workflow, stage, member, provider, model, tier, prompt, source, outcome,
    "missReason", "isBatch", "isRepair", attempts, calls, "failedCalls", lookups, hits, "costNanoUsd",
    "failedCostNanoUsd", "repairCostNanoUsd", "inputTokens", "outputTokens", "cacheReadTokens",
    "cacheWrite5mTokens", "cacheWrite1hTokens", "hitSavedNanoUsd", "hitSavedMs", "latencyBin", "firstTokenBin")
SELECT facts.* FROM attempt, attempt_facts(attempt, 1) AS facts;
INSERT INTO run_delta (
    "teamId", "at", project, workflow, member, source, outcome, reason, prompt, variant, runs, verified,
    unverified, rejected, failed, cancelled, "modelAllowed", fallbacks, "costNanoUsd", "verifiedCostNanoUsd",
    "timedRuns", "durationMs", within30s, reviewed, "acceptedUnedited", edited, "rejectedByPerson", ratings,
    "ratingSum", "reviewSeconds", "reviewTimed", statements, "coveredStatements", branches, "coveredBranches",
    "measuredRuns", "waitBin", "durationBin")
SELECT facts.* FROM run, run_facts(run, 1) AS facts;

-- Deltas come and go by the thousand.
ALTER TABLE attempt_delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
ALTER TABLE run_delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
-- Rows of the present hour and day are written again and again: room beside them keeps their indexes as they are.
ALTER TABLE attempt_rollup SET (fillfactor = 70);
ALTER TABLE run_rollup SET (fillfactor = 70);
ALTER TABLE timed_rollup SET (fillfactor = 70);
