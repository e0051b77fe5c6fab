-- A wait of more than 24 days is as long as a histogram can tell: it kept its run from ending.
CREATE OR REPLACE FUNCTION run_facts(given run, sign int) RETURNS TABLE (
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
    CASE WHEN given."tryNumber" = 1 THEN timed_bin(least(extract(epoch FROM given."startedAt" - given."createdAt") * 1000, 2147483647)::int) END,
    CASE WHEN given.status = 'done' THEN timed_bin(given."durationMs") END
  FROM (SELECT
    given.status = 'done' AND given.verdict IS NOT DISTINCT FROM 'verified' AS verified,
    given.status = 'done' AND given.source IS NOT NULL AND coalesce(given.reason, '') NOT IN ('opted-out', 'no-provider', 'policy') AS model_allowed,
    given."modelCalls" > 0 AND given."durationMs" IS NOT NULL AS timed) AS run_is
  WHERE given."endedAt" IS NOT NULL AND given.status IN ('done', 'failed', 'cancelled')
$$;

-- Months whose rows retention has deleted are looked into by every search by run: they go when nothing is left in them.
-- Only those that are past some team's retention as a whole: a load may be about to fill another. Returns how many went.
-- What others hold is left to the next time, after an instant: who waits for all of a table keeps everybody waiting.
CREATE FUNCTION drop_past_partitions() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  month text;
  nothing_left text;
  is_empty boolean;
  dropped int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('assay partitions'));
  PERFORM set_config('lock_timeout', '200ms', true);
  FOR month IN
    SELECT right(part.relname, 7) FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid
    WHERE inhparent = 'run'::regclass AND part.relname ~ '^run_\d{4}_\d{2}$'
      AND to_regclass('attempt_' || right(part.relname, 7)) IS NOT NULL
      AND to_date(right(part.relname, 7), 'YYYY_MM') + interval '1 month' <= (SELECT max("rowsSince") FROM team)
    ORDER BY 1
  LOOP
    nothing_left := format('SELECT NOT EXISTS (SELECT FROM %I) AND NOT EXISTS (SELECT FROM %I)',
      'run_' || month, 'attempt_' || month);
    BEGIN
      EXECUTE nothing_left INTO is_empty;
      CONTINUE WHEN NOT is_empty;
      LOCK TABLE run, attempt IN ACCESS EXCLUSIVE MODE;
      EXECUTE nothing_left INTO is_empty;
      CONTINUE WHEN NOT is_empty;
      EXECUTE format('ALTER TABLE attempt DETACH PARTITION %I', 'attempt_' || month);
      EXECUTE format('DROP TABLE %I', 'attempt_' || month);
      EXECUTE format('ALTER TABLE run DETACH PARTITION %I', 'run_' || month);
      EXECUTE format('DROP TABLE %I', 'run_' || month);
      dropped := dropped + 1;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN NULL;
    END;
  END LOOP;
  RETURN dropped;
END $$;
