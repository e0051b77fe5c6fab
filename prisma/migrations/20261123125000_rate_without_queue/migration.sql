-- Takes a place in a model's sliding window, or in the queue for it; returns after how many milliseconds to ask again
-- with the same attempt, 0 for: the call may be made now. A function, because it has to look after it got the lock:
-- within one plain statement it would see the rows as they were before. p_rpm, p_tpm: null for no limit.
-- As before, but that turns are worked out only when somebody queues, and what is over is found by the index.
CREATE OR REPLACE FUNCTION take_rate(
  p_attempt TEXT, p_provider TEXT, p_model TEXT, p_team TEXT, p_interactive BOOLEAN,
  p_tokens INTEGER, p_rpm INTEGER, p_tpm INTEGER, p_window_ms INTEGER
) RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
  width CONSTANT INTERVAL := p_window_ms * INTERVAL '1 millisecond';
  overdue CONSTANT INTERVAL := INTERVAL '5 seconds'; -- whoever is later than this has died: nobody waits for it
  moment TIMESTAMP(3);
  asked_at TIMESTAMP(3);
  used INTEGER; used_tokens BIGINT;
  queued INTEGER;
  ahead INTEGER := 0; ahead_tokens BIGINT := 0;
  wanted INTEGER; wanted_tokens BIGINT; rounds BIGINT;
  request_at TIMESTAMP(3); token_at TIMESTAMP(3);
  wait_ms INTEGER := 0;
BEGIN
  -- The lock is held until the commit, which need not reach the disk: what a crash of the database loses is a minute old.
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM pg_advisory_xact_lock(hashtextextended(p_provider || ' ' || p_model, 0));
  moment := clock_timestamp() AT TIME ZONE 'UTC';
  DELETE FROM rate_take
    WHERE "providerId" = p_provider AND model = p_model
      AND "startsAt" < moment - width AND ("isAdmitted" OR "startsAt" < moment - 2 * width);
  -- A call made again after a crash: the first one may have been sent, so it keeps its place.
  UPDATE rate_take SET "attemptId" = p_attempt || ' ' || extract(epoch FROM "startsAt")
    WHERE "attemptId" = p_attempt AND "isAdmitted";
  SELECT "createdAt" INTO asked_at FROM rate_take WHERE "attemptId" = p_attempt;
  asked_at := coalesce(asked_at, moment);

  SELECT count(*) FILTER (WHERE "isAdmitted"), coalesce(sum(tokens) FILTER (WHERE "isAdmitted"), 0),
      count(*) FILTER (WHERE NOT "isAdmitted" AND "startsAt" > moment - overdue AND "attemptId" <> p_attempt)
    INTO used, used_tokens, queued
    FROM rate_take WHERE "providerId" = p_provider AND model = p_model;

  IF queued > 0 THEN
    -- Interactive calls before bulk ones; then teams in turn, who had less in this window first; then by age.
    WITH share AS (
      SELECT "teamId", count(*) AS calls FROM rate_take
      WHERE "providerId" = p_provider AND model = p_model AND "isAdmitted" GROUP BY "teamId"
    ), queue AS (
      SELECT "attemptId", "teamId", "isInteractive", tokens, "createdAt" FROM rate_take
      WHERE "providerId" = p_provider AND model = p_model AND NOT "isAdmitted"
        AND "startsAt" > moment - overdue AND "attemptId" <> p_attempt
      UNION ALL SELECT p_attempt, p_team, p_interactive, p_tokens, asked_at
    ), turns AS (
      SELECT queue.*, NOT "isInteractive" AS is_bulk, coalesce(share.calls, 0) + row_number() OVER (
        PARTITION BY "teamId" ORDER BY "isInteractive" DESC, queue."createdAt", "attemptId") AS turn
      FROM queue LEFT JOIN share USING ("teamId")
    )
    SELECT count(*), coalesce(sum(other.tokens), 0) INTO ahead, ahead_tokens
      FROM turns AS other, turns AS mine
      WHERE mine."attemptId" = p_attempt
        AND (other.is_bulk, other.turn, other."createdAt", other."attemptId")
          < (mine.is_bulk, mine.turn, mine."createdAt", mine."attemptId");
  END IF;

  -- A call larger than the limit goes alone.
  wanted_tokens := ahead_tokens + least(p_tokens, p_tpm);
  wanted := ahead + 1;
  request_at := moment;
  token_at := moment;
  IF wanted > p_rpm - used THEN
    rounds := (wanted - 1) / p_rpm;
    SELECT "startsAt" + width * (1 + rounds) INTO request_at FROM rate_take
      WHERE "providerId" = p_provider AND model = p_model AND "isAdmitted"
      ORDER BY "startsAt" OFFSET greatest(wanted - rounds * p_rpm - (p_rpm - used) - 1, 0) LIMIT 1;
    request_at := coalesce(request_at, moment + width * rounds);
  END IF;
  IF wanted_tokens > p_tpm - used_tokens AND used_tokens + ahead_tokens > 0 THEN
    rounds := (wanted_tokens - 1) / p_tpm;
    SELECT "startsAt" + width * (1 + rounds) INTO token_at FROM (
      SELECT "startsAt", sum(tokens) OVER (ORDER BY "startsAt", "attemptId") AS freed FROM rate_take
      WHERE "providerId" = p_provider AND model = p_model AND "isAdmitted"
    ) AS expiry
      WHERE freed >= wanted_tokens - rounds * p_tpm - (p_tpm - used_tokens)
      ORDER BY "startsAt" LIMIT 1;
    token_at := coalesce(token_at, moment + width * rounds);
  END IF;

  IF request_at > moment OR token_at > moment THEN
    -- Room may come earlier, when a call gives back what it did not use: the first in the queue look often.
    wait_ms := greatest(1, least(
      ceil(extract(epoch FROM greatest(request_at, token_at) - moment) * 1000),
      CASE WHEN ahead < 10 THEN p_window_ms / 60 ELSE p_window_ms / 2 END));
  END IF;
  INSERT INTO rate_take ("attemptId", "providerId", model, "teamId", "isInteractive", tokens, "startsAt", "createdAt", "isAdmitted")
    VALUES (p_attempt, p_provider, p_model, p_team, p_interactive, p_tokens,
            moment + wait_ms * INTERVAL '1 millisecond', asked_at, wait_ms = 0)
    ON CONFLICT ("attemptId") DO UPDATE SET
      tokens = excluded.tokens, "startsAt" = excluded."startsAt", "isAdmitted" = excluded."isAdmitted";
  RETURN wait_ms;
END $$;
