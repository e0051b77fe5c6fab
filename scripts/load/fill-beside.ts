import type pg from 'pg'
import { moneyTestFigures, moneyTests } from '@/lib/testing/seed/money-tests'
import type { LoadAsk } from './load-plan'
import type { LoadWorld } from './load-world'

const MOST_FINDINGS = 40_000
const MOST_ENTRIES = 150_000

/** Of runs that review code one in 64 has findings; which ones hangs on their ids. Parameters: team, most findings. */
const FINDINGS = `
  CREATE TEMP TABLE seen AS
  SELECT row_number() OVER (ORDER BY id) AS n, id AS run_id, "projectId", "snapshotId", workflow, "targetPath", "targetHash", "endedAt"
  FROM run WHERE "teamId" = $1 AND workflow <> 'test-generation' AND status = 'done' AND hashtext(id) & 63 = 0
  ORDER BY id DESC LIMIT $2`

const STATED = `
  CREATE TEMP TABLE stated AS
  SELECT seen.*, load.id("endedAt", 'finding ' || run_id) AS id, rules.rule, rules.tool, rules.severity, rules.rank,
    CASE WHEN load.dice(n, $1 * 1000 + 50) < 0.35 THEN 'accepted' WHEN load.dice(n, $1 * 1000 + 50) < 0.45 THEN 'dismissed' ELSE 'open' END AS state,
    round(load.dice(n, $1 * 1000 + 51)::numeric, 3) AS confidence
  FROM seen, (VALUES
    (0, 'endless-loop', 'assay', 'high', 1), (1, 'hard-coded-secret', 'assay', 'critical', 0), (2, 'ruff/B006', 'ruff', 'medium', 2),
    (3, 'pyright/reportOptionalMemberAccess', 'pyright', 'medium', 2), (4, 'model/logic', 'model', 'low', 3)
  ) AS rules (place, rule, tool, severity, rank)
  WHERE rules.place = n % 5`

const INSERT_FINDINGS = `
  INSERT INTO finding (id, "teamId", "projectId", fingerprint, "movedFingerprint", workflow, "seenBy", rule, "ruleVersion", tool,
    severity, "severityRank", category, path, "startLine", message, judged, confidence, "isProven", state, "dismissReason", "contentHash",
    "firstRunId", "firstSnapshotId", "lastRunId", "lastSnapshotId", "firstSeenAt", "lastSeenAt")
  SELECT id, $1, "projectId", md5(id), md5('moved' || id), workflow, ARRAY[workflow], rule, '1', tool, severity, rank, 'correctness',
    "targetPath", 4, 'Part of the load', jsonb_build_object('rule', rule, 'tool', tool, 'stage', 'verify', 'severity', severity,
      'category', 'correctness', 'cwe', NULL, 'path', "targetPath", 'range', jsonb_build_object('startLine', 4, 'startColumn', 0, 'endLine', 4, 'endColumn', 9),
      'quote', 'def scale', 'qualifiedName', 'scale', 'message', 'Part of the load', 'trigger', NULL, 'trace', '[]'::jsonb, 'fix', NULL,
      'example', NULL, 'rawConfidence', confidence, 'fingerprint', md5(id), 'movedFingerprint', md5('moved' || id),
      'confidence', jsonb_build_object('value', confidence, 'n', 0), 'hidden', NULL, 'demoted', NULL, 'ruleVersion', '1'),
    confidence, false, state, CASE WHEN state = 'dismissed' THEN 'wrong' END, "targetHash", run_id, "snapshotId", run_id, "snapshotId",
    "endedAt", "endedAt"
  FROM stated ORDER BY id`

const INSERT_SIGHTINGS = `
  INSERT INTO finding_sighting ("teamId", "runId", "findingId", "tryNumber", position, judged, news, "createdAt")
  SELECT "teamId", "firstRunId", id, 1, 0, judged, 'new', "firstSeenAt" FROM finding WHERE "teamId" = $1`

const INSERT_VERDICTS = `
  INSERT INTO finding_verdict (id, "teamId", "projectId", "findingId", "userId", verdict, reason, rule, "ruleVersion", context,
    "rawConfidence", "shownConfidence", "createdAt")
  SELECT load.id("endedAt", 'verdict ' || id), $1, "projectId", id, $2, state, CASE WHEN state = 'dismissed' THEN 'wrong' END, rule, '1',
    '{"folder": "", "scope": "scale", "subject": ""}', confidence, confidence, "endedAt" + interval '20 minutes'
  FROM stated WHERE state <> 'open' ORDER BY stated.id`

/** Parameters: team, how many, end of the load, days, projects. */
const INSERT_ENTRIES = `
  INSERT INTO cache_entry ("teamId", key, workflow, stage, "targetKey", "contextHash", "promptVersion", model, "projectId", value, bytes,
    "costNanoUsd", "durationMs", hits, "createdAt", "lastUsedAt")
  SELECT $1, md5('a' || n) || md5('b' || n), 'test-generation', 'generate', md5(n::text), md5('c' || n), 'test-generation/generate.v3',
    'claude-sonnet-5-5', ($5::text[])[1 + n % cardinality($5::text[])], '{}', 3000, 15000000, 5000, n % 4, created, created
  FROM generate_series(1, $2::int) AS n, LATERAL (
    SELECT $3::timestamp - $4::int * load.dice(n, 60) * interval '1 day' AS created) AS moment`

/** One verified run in 256 has its steps, output, checks and prompts. Parameters: team. */
const SAMPLES = `
  CREATE TEMP TABLE sample AS
  SELECT id, source, "startedAt", "endedAt" FROM run
  WHERE "teamId" = $1 AND verdict = 'verified' AND workflow = 'test-generation' AND hashtext(id) & 255 = 7`
/** Parameters: team, text of the tests, their figures. */
const INSERT_SAMPLES = [
  `INSERT INTO run_span (id, "teamId", "runId", "tryNumber", sequence, stage, kind, label, status, "startedAt", "endedAt")
  SELECT sample.id || '.' || place, $1, sample.id, 1, place, stage, kind, label, 'ok', "startedAt" + place * interval '100 ms', "endedAt"
  FROM sample, (VALUES (0, 'analyse', 'analyse', 'Read the module'), (1, 'generate', 'cache', 'Look in the cache'),
    (2, 'generate', 'model', 'Ask the model'), (3, 'verify', 'check', 'Run the tests')) AS span (place, stage, kind, label)
  WHERE $2::text IS NOT NULL AND $3::jsonb IS NOT NULL`,
  `INSERT INTO artifact (id, "teamId", "runId", version, origin, kind, path, language, content, "contentHash", verdict, "verdictText", "createdAt")
  SELECT id || '.artifact', $1, id, 1, source, 'tests', 'test_module.py', 'python', $2, md5($2) || md5($2), 'verified', 'All checks pass', "endedAt"
  FROM sample WHERE $3::jsonb IS NOT NULL`,
  `INSERT INTO "check" (id, "teamId", "runId", "artifactId", "tryNumber", stage, kind, outcome, summary, command, "exitCode", "durationMs",
    sandbox, figures, log, "createdAt")
  SELECT sample.id || '.' || kind, $1, sample.id, sample.id || '.artifact', 1, 'verify', kind, 'passed', '11 passed, 0 failed',
    'python3 -m pytest test_module.py', 0, 640, 'bubblewrap', $3::jsonb, '...........  [100%]', "endedAt"
  FROM sample, unnest(ARRAY['tests', 'tests-again']) AS kind WHERE $2::text IS NOT NULL`,
  `INSERT INTO attempt_payload ("attemptId", "teamId", prompt, answer, "createdAt")
  SELECT attempt.id, $1, '{"system": "You write tests for Python modules.", "messages": []}', $2, attempt."createdAt"
  FROM sample JOIN attempt ON attempt."runId" = sample.id
  WHERE attempt.source = 'model' AND attempt.id >= sample.id AND attempt.id < sample.id || ';' AND $3::jsonb IS NOT NULL`,
]

/** Adds what pages read beside runs and attempts: findings with verdicts, stored results, and whole outputs of a few runs. */
export async function fillBeside(client: pg.Client, world: LoadWorld, ask: LoadAsk): Promise<void> {
  const { teamId, members, projects } = world
  await client.query(FINDINGS, [teamId, MOST_FINDINGS])
  await client.query(STATED, [ask.seed])
  await client.query(INSERT_FINDINGS, [teamId])
  await client.query(INSERT_SIGHTINGS, [teamId])
  await client.query(INSERT_VERDICTS, [teamId, members[1]])
  const entries = Math.min(MOST_ENTRIES, Math.ceil(ask.runs / 20))
  const projectIds = projects.map(({ projectId }) => projectId)
  await client.query(INSERT_ENTRIES, [teamId, entries, ask.until.replace('Z', ''), ask.days, projectIds])
  await client.query(SAMPLES, [teamId])
  for (const statement of INSERT_SAMPLES)
    await client.query(statement, [teamId, moneyTests, JSON.stringify({ ...moneyTestFigures, hashSeed: 0 })])
}
