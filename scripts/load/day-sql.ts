/** What is drawn by chance of a launch or run: each has numbers of its own. */
const WHAT = {
  moment: 1,
  workflow: 2,
  project: 3,
  member: 4,
  script: 5,
  target: 6,
  wait: 7,
  rating: 8,
  verdict: 9,
  seconds: 10,
  coverage: 11,
  size: 12,
  mistakes: 13,
  latency: 20,
  tokens: 30,
  firstToken: 40,
  batch: 41,
}

const dice = (n: string, what: keyof typeof WHAT) => `load.dice(${n}, $2 * 1000 + ${WHAT[what]})`
const bell = (n: string, what: keyof typeof WHAT) => `load.bell(${n}, $2 * 1000 + ${WHAT[what]})`

/** Parameters: day, seed, projects (with snapshot) and members as JSON arrays of ids. */
export const DAY_RUNS = `
  CREATE TEMP TABLE day_run AS
  WITH given AS MATERIALIZED (
    SELECT ARRAY(SELECT jsonb_array_elements_text($3::jsonb)) AS projects,
      ARRAY(SELECT jsonb_array_elements_text($4::jsonb)) AS snapshots,
      ARRAY(SELECT jsonb_array_elements_text($5::jsonb)) AS members
  ), launches AS (
    SELECT launch, hour.regime, size.runs, launch / 8 * 64 + size.before AS first_run, workflow.workflow,
      date_trunc('milliseconds',
        hour.at + (launch - first_launch + ${dice('launch', 'moment')}) / launches * interval '1 hour') AS at,
      floor(cardinality(projects) * ${dice('launch', 'project')} ^ 1.6)::int + 1 AS project,
      floor(cardinality(members) * ${dice('launch', 'member')} ^ 1.4)::int + 1 AS member,
      ${dice('launch', 'batch')} < 0.05 AND size.runs > 5 AS is_batch
    FROM load.hour, generate_series(first_launch, first_launch + launches - 1) AS launch, given,
      load.size, load.workflow
    WHERE hour.day = $1 AND size.place = launch % 8
      AND workflow.slot = floor(1000 * ${dice('launch', 'workflow')})::int
  ), numbered AS (
    SELECT launches.*, first_run + place AS n, place FROM launches, generate_series(0, runs - 1) AS place
  )
  SELECT numbered.launch, numbered.n, numbered.place, numbered.runs, numbered.workflow, numbered.at, numbered.regime,
    numbered.is_batch,
    load.id(at, 'launch ' || $2 || ' ' || launch) AS launch_id, load.id(at, 'run ' || $2 || ' ' || n) AS id,
    projects[numbered.project] AS project_id, snapshots[numbered.project] AS snapshot_id, members[numbered.member] AS member_id,
    target.path, target.hash, script.place AS script, script.status, script.source, script.verdict, script.reason,
    at + interval '1 millisecond' * floor(40 - (300 + 700 * numbered.place) * ln(1 - ${dice('n', 'wait')})) AS started_at,
    20 + floor(180 * ${dice('n', 'coverage')})::int AS statements
  FROM numbered, given, load.slot, load.script, load.target
  WHERE slot.workflow = numbered.workflow AND slot.regime = numbered.regime
    AND slot.slot = floor(1000 * ${dice('n', 'script')})::int AND script.place = slot.script
    AND target.project = numbered.project - 1 AND target.place = floor(150 * ${dice('n', 'target')} ^ 1.5)::int
  ORDER BY id`

/** Parameters: models of the day with their prices, by tier, as JSON; seed. */
export const DAY_ATTEMPTS = `
  CREATE TEMP TABLE day_attempt AS
  WITH made AS (
    SELECT day_run.n, day_run.id AS run_id, day_run.launch_id, day_run.project_id, day_run.member_id, day_run.workflow,
      day_run.started_at, day_run.is_batch AND step.tier IS NOT NULL AND step.place = 1 AS is_batch, step.place, step.stage, step.source,
      step.tier, step.outcome, step.repair_round, step.is_lookup, n * 8 + step.place AS m, day_run.regime
    FROM day_run JOIN load.step ON step.script = day_run.script
  ), timed AS (
    SELECT made.*, price.model, price.price_id, price.input, price.output, price.read,
      CASE
        WHEN source = 'cache' THEN 0 WHEN source = 'template' THEN 0
        WHEN outcome = 'timeout' THEN 60000 + floor(500 * ${dice('m', 'size')})::int
        WHEN outcome IN ('overloaded', 'rate-limited', 'server-error', 'connection') THEN 300 + floor(1500 * ${dice('m', 'size')})::int
        ELSE floor(price.usual_ms * exp(0.55 * ${bell('m', 'latency')}) * CASE WHEN is_batch THEN 60 ELSE 1 END)::int
      END AS latency_ms,
      CASE WHEN source = 'model' AND outcome NOT IN ('overloaded', 'rate-limited', 'server-error', 'connection', 'timeout')
        THEN floor(price.usual_tokens * exp(0.6 * ${bell('m', 'tokens')}))::int ELSE 0 END AS tokens
    FROM made LEFT JOIN jsonb_to_recordset($1::jsonb) AS price (
      tier text, model text, price_id text, input bigint, output bigint, read bigint, usual_ms int, usual_tokens int
    ) ON price.tier = made.tier
  )
  SELECT timed.*, tokens / 5 AS output_tokens, CASE WHEN place > 1 THEN tokens / 2 ELSE 0 END AS read_tokens,
    CASE WHEN source = 'model' AND NOT is_batch AND tokens > 0 THEN floor(latency_ms * (0.08 + 0.2 * ${dice('m', 'firstToken')}))::int END AS first_token_ms,
    (CASE WHEN is_batch THEN 0.5 ELSE 1 END *
      (tokens::bigint * input + (CASE WHEN place > 1 THEN tokens / 2 ELSE 0 END)::bigint * read + (tokens / 5)::bigint * output) / 1000000)::bigint AS cost,
    sum(latency_ms + 120) OVER (PARTITION BY n ORDER BY place) AS passed_ms
  FROM timed`

const ENDED = `
  SELECT n, sum(coalesce(cost, 0)) AS cost, count(*) FILTER (WHERE source = 'model') AS calls, max(passed_ms) AS passed_ms,
    min(stage) FILTER (WHERE place = 1) AS stage
  FROM day_attempt GROUP BY n`

/** Parameters: version of the prompts like `.v2`, seed, team. */
export const INSERT_RUNS = `
  INSERT INTO run (id, "teamId", "projectId", "launchId", "snapshotId", workflow, "targetKind", "targetPath", "targetHash", options,
    status, source, verdict, "verdictText", reason, "reasonText", "errorText", figures, "costNanoUsd", "modelCalls", "promptVersion",
    "reviewVerdict", rating, "reviewSeconds", "createdBy", "createdAt", "startedAt", "endedAt", "durationMs")
  SELECT id, $3, project_id, launch_id, snapshot_id, workflow, 'module', path, hash, '{}', status, source, day_run.verdict,
    CASE WHEN day_run.verdict = 'verified' THEN 'All checks pass' END, reason,
    CASE WHEN reason IS NOT NULL THEN 'Part of the load' END,
    CASE WHEN status = 'failed' THEN 'Something went wrong on our side.' END,
    CASE WHEN workflow = 'test-generation' AND day_run.verdict = 'verified' THEN jsonb_build_object('testsPassed', statements / 6,
      'statements', statements, 'coveredStatements', floor(statements * (0.7 + 0.3 * ${dice('n', 'coverage')}))::int,
      'mutantsRun', 10, 'mutantsKilled', 5 + floor(6 * ${dice('n', 'mistakes')})::int,
      'branches', statements / 4, 'coveredBranches', floor(statements / 4 * (0.5 + 0.5 * ${dice('n', 'size')}))::int)
      ELSE '{}' END,
    cost, calls, CASE WHEN source IN ('model', 'cache') THEN workflow || '/' || stage || $1::text END,
    word.judged, word.rating, word.seconds, member_id, at, started_at,
    started_at + interval '1 millisecond' * (passed_ms + 400), passed_ms + 400
  FROM day_run JOIN (${ENDED}) AS ended USING (n), LATERAL (
    SELECT judged, CASE WHEN ${dice('n', 'rating')} < 0.06 THEN 5 - floor(3 * ${dice('n', 'rating')} / 0.06 * ${dice('n', 'size')})::int END AS rating,
      CASE WHEN judged IS NOT NULL THEN 8 + floor(200 * ${dice('n', 'seconds')} ^ 2)::int END AS seconds
    FROM (SELECT CASE WHEN status <> 'done' OR source IS NULL THEN NULL
      WHEN ${dice('n', 'verdict')} < 0.09 THEN 'accepted' WHEN ${dice('n', 'verdict')} < 0.11 THEN 'rejected' END AS judged) AS said
  ) AS word
  ORDER BY id`

/** Parameters: team. */
export const INSERT_LAUNCHES = `
  INSERT INTO launch (id, "teamId", "projectId", "snapshotId", workflow, options, "targetCount", "estimateLowNanoUsd",
    "estimateLikelyNanoUsd", "estimateHighNanoUsd", "createdBy", "createdAt")
  SELECT DISTINCT ON (launch_id) launch_id, $1, project_id, snapshot_id, workflow, '{}'::jsonb, runs, runs * 4000000::bigint,
    runs * 15000000::bigint, runs * 60000000::bigint, member_id, at
  FROM day_run ORDER BY launch_id`

/** Parameters: version of the prompts like `.v2`, seed, team. */
export const INSERT_ATTEMPTS = `
  INSERT INTO attempt (id, "teamId", "projectId", "launchId", "runId", "userId", workflow, stage, "tryNumber", sequence, source, tier,
    provider, model, "promptVersion", "repairRound", "inputTokens", "outputTokens", "cacheReadTokens", "costNanoUsd", "priceId", "isBatch",
    "latencyMs", "timeToFirstTokenMs", "stopReason", outcome, "requestId", "cacheHit", "cacheMissReason", "isLookup",
    "hitSavedNanoUsd", "hitSavedMs", "createdAt")
  SELECT run_id || ':1.' || stage || '.attempt-' || place, $3, project_id, launch_id, run_id, member_id, workflow, stage, 1, place,
    source, tier, CASE WHEN source = 'model' THEN 'Anthropic' END, model,
    CASE WHEN source <> 'template' THEN workflow || '/' || stage || $1::text END, repair_round, tokens, output_tokens, read_tokens,
    coalesce(cost, 0), price_id, is_batch, CASE WHEN source = 'model' THEN latency_ms END, first_token_ms,
    CASE WHEN outcome = 'ok' AND source = 'model' THEN 'end_turn' END, outcome,
    CASE WHEN tokens > 0 THEN 'req_' || to_hex(m) END, source = 'cache',
    CASE WHEN is_lookup AND source = 'model' THEN
      (ARRAY['first-time', 'first-time', 'source-changed', 'source-changed', 'source-changed', 'prompt-changed', 'expired', 'model-changed'])
        [1 + floor(8 * ${dice('m', 'seconds')})::int] END,
    is_lookup, CASE WHEN source = 'cache' THEN 9000000 + floor(20000000 * ${dice('m', 'size')})::bigint ELSE 0 END,
    CASE WHEN source = 'cache' THEN 3000 + floor(9000 * ${dice('m', 'wait')})::int ELSE 0 END,
    started_at + interval '1 millisecond' * passed_ms
  FROM day_attempt ORDER BY run_id, place`

/** Parameters: none. Words that people said, as rows of their own. */
export const INSERT_REVIEWS = `
  INSERT INTO review (id, "teamId", "runId", "userId", verdict, rating, "activeSeconds", "createdAt")
  SELECT load.id(run."endedAt", 'review ' || run.id), run."teamId", run.id, run."createdBy", run."reviewVerdict", run.rating,
    run."reviewSeconds", run."endedAt" + interval '10 minutes'
  FROM day_run JOIN run USING (id) WHERE run."reviewVerdict" IS NOT NULL OR run.rating IS NOT NULL`
