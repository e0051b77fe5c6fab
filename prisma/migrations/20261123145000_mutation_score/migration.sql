-- How many planted mistakes generated tests notice, and how many examples in documentation run. Sums from before have none.

-- AlterTable
ALTER TABLE "run_delta" ADD COLUMN     "examplesPassed" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "examplesRun" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "mutantsKilled" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "mutantsRun" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "run_rollup" ADD COLUMN     "examplesPassed" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "examplesRun" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "mutantsKilled" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "mutantsRun" BIGINT NOT NULL DEFAULT 0;

-- Its columns are its type: it cannot be replaced.
DROP FUNCTION run_facts(run, int);
CREATE FUNCTION run_facts(given run, sign int) RETURNS TABLE (
    "teamId" text, "at" timestamp, project text, workflow text, member text, source text, outcome text,
    reason text, prompt text, variant text, runs bigint, verified bigint, unverified bigint, rejected bigint,
    failed bigint, cancelled bigint, "modelAllowed" bigint, fallbacks bigint, "costNanoUsd" bigint,
    "verifiedCostNanoUsd" bigint, "timedRuns" bigint, "durationMs" bigint, within30s bigint, reviewed bigint,
    "acceptedUnedited" bigint, edited bigint, "rejectedByPerson" bigint, ratings bigint, "ratingSum" bigint,
    "reviewSeconds" bigint, "reviewTimed" bigint, statements bigint, "coveredStatements" bigint,
    branches bigint, "coveredBranches" bigint, "measuredRuns" bigint,
    "mutantsRun" bigint, "mutantsKilled" bigint, "examplesRun" bigint, "examplesPassed" bigint, "waitBin" int, "durationBin" int
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
    sign * coalesce((given.figures->>'mutantsRun')::int, 0)::bigint,
    sign * coalesce((given.figures->>'mutantsKilled')::int, 0)::bigint,
    sign * coalesce((given.figures->>'examplesRun')::int, 0)::bigint,
    sign * coalesce((given.figures->>'examplesPassed')::int, 0)::bigint,
    CASE WHEN given."tryNumber" = 1 THEN timed_bin(least(extract(epoch FROM given."startedAt" - given."createdAt") * 1000, 2147483647)::int) END,
    CASE WHEN given.status = 'done' THEN timed_bin(given."durationMs") END
  FROM (SELECT
    given.status = 'done' AND given.verdict IS NOT DISTINCT FROM 'verified' AS verified,
    given.status = 'done' AND given.source IS NOT NULL AND coalesce(given.reason, '') NOT IN ('opted-out', 'no-provider', 'policy') AS model_allowed,
    given."modelCalls" > 0 AND given."durationMs" IS NOT NULL AS timed) AS run_is
  WHERE given."endedAt" IS NOT NULL AND given.status IN ('done', 'failed', 'cancelled')
$$;

CREATE OR REPLACE FUNCTION note_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO run_delta (
      "teamId", "at", project, workflow, member, source, outcome, reason, prompt, variant, runs, verified,
      unverified, rejected, failed, cancelled, "modelAllowed", fallbacks, "costNanoUsd", "verifiedCostNanoUsd",
      "timedRuns", "durationMs", within30s, reviewed, "acceptedUnedited", edited, "rejectedByPerson", ratings,
      "ratingSum", "reviewSeconds", "reviewTimed", statements, "coveredStatements", branches,
      "coveredBranches", "measuredRuns", "mutantsRun", "mutantsKilled", "examplesRun", "examplesPassed", "waitBin",
      "durationBin")
    SELECT facts.* FROM new_rows AS new_row, run_facts(ROW(new_row.*)::run, 1) AS facts;
  ELSIF TG_OP = 'DELETE' THEN
    -- Retention deletes rows and keeps what they came to.
    IF current_setting('assay.keep_rollups', true) = 'on' THEN RETURN NULL; END IF;
    INSERT INTO run_delta (
      "teamId", "at", project, workflow, member, source, outcome, reason, prompt, variant, runs, verified,
      unverified, rejected, failed, cancelled, "modelAllowed", fallbacks, "costNanoUsd", "verifiedCostNanoUsd",
      "timedRuns", "durationMs", within30s, reviewed, "acceptedUnedited", edited, "rejectedByPerson", ratings,
      "ratingSum", "reviewSeconds", "reviewTimed", statements, "coveredStatements", branches,
      "coveredBranches", "measuredRuns", "mutantsRun", "mutantsKilled", "examplesRun", "examplesPassed", "waitBin",
      "durationBin")
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
      "coveredBranches", "measuredRuns", "mutantsRun", "mutantsKilled", "examplesRun", "examplesPassed", "waitBin",
      "durationBin")
    SELECT facts.* FROM old_rows AS old_row FULL JOIN new_rows AS new_row ON new_row.id = old_row.id,
      LATERAL (
        SELECT * FROM run_facts(ROW(old_row.*)::run, -1)
        UNION ALL SELECT * FROM run_facts(ROW(new_row.*)::run, 1)
      ) AS facts
    WHERE old_row IS DISTINCT FROM new_row;
  END IF;
  RETURN NULL;
END $$;
