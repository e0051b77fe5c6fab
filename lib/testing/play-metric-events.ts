import pg from 'pg'

/** Rows that random events are about: made beforehand, ids of real ones. */
export interface MetricWorld {
  databaseUrl: string
  teamId: string
  projectIds: string[]
  launchId: string
  snapshotId: string
}

type Random = () => number

/** mulberry32: the same numbers for the same seed, on every machine. */
export function randomOf(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const WORKFLOWS = ['test-generation', 'code-review', 'bug-prediction']
const OUTCOMES = ['ok', 'ok', 'ok', 'ok', 'invalid-output', 'overloaded', 'timeout', 'budget', 'cancelled']
const MISSES = ['first-time', 'source-changed', 'expired']
const DAYS = 40
const DAY_MS = 86_400_000

interface Player {
  world: MetricWorld
  client: pg.Client
  random: Random
  /** of all players: they write to each other's runs */
  runIds: string[]
  untilMs: number
  name: string
  made: number
}

const pick = <T>({ random }: Player, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
const maybe = <T>(player: Player, value: T): T | null => (player.random() < 0.5 ? value : null)
const whole = ({ random }: Player, most: number) => Math.floor(random() * most)
/** Late events too: any time of the last forty days. */
const moment = (player: Player) => new Date(player.untilMs - player.random() * DAYS * DAY_MS).toISOString()

/** A run's id begins with its time, as in life; some are of another make. */
function newRunId(player: Player): string {
  const hex = Math.floor(player.untilMs - player.random() * DAYS * DAY_MS)
    .toString(16)
    .padStart(12, '0')
  player.made += 1
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${player.name}${player.made}`
  return player.random() < 0.1 ? `odd-${id}` : id
}

async function makeRun(player: Player): Promise<void> {
  const { teamId, launchId, snapshotId, projectIds } = player.world
  const id = newRunId(player)
  await player.client.query(
    `INSERT INTO run (id, "teamId", "projectId", "launchId", "snapshotId", workflow, "targetKind", "targetPath", "targetHash",
       options, status, "createdBy", "createdAt")
     VALUES ($1, $2, $3, $4, $5, $6, 'module', 'a.py', 'h', '{}', 'queued', $7, $8)`,
    [
      id,
      teamId,
      pick(player, projectIds),
      launchId,
      snapshotId,
      pick(player, WORKFLOWS),
      `user-${whole(player, 4)}`,
      moment(player),
    ],
  )
  player.runIds.push(id)
}

async function endRun(player: Player, runId: string): Promise<void> {
  const status = pick(player, ['done', 'done', 'done', 'failed', 'cancelled'])
  const source = pick(player, ['model', 'cache', 'template'])
  const figures =
    player.random() < 0.5 ? { statements: 10, coveredStatements: whole(player, 10), branches: 4 } : {}
  const mutation = player.random() < 0.5 ? { mutantsRun: 10, mutantsKilled: whole(player, 11) } : {}
  const examples = player.random() < 0.2 ? { examplesRun: 3, examplesPassed: whole(player, 4) } : {}
  await player.client.query(
    `UPDATE run SET status = $2, source = $3, verdict = $4, reason = $5, figures = $6, "costNanoUsd" = $7, "modelCalls" = $8,
       "promptVersion" = $9, "startedAt" = "createdAt" + interval '3 seconds', "endedAt" = $10, "durationMs" = $11 WHERE id = $1`,
    [
      runId,
      status,
      source,
      status === 'done' ? pick(player, ['verified', 'unverified', 'rejected']) : null,
      source === 'template' ? pick(player, ['no-provider', 'provider-down', 'budget']) : null,
      JSON.stringify({ ...figures, ...mutation, ...examples }),
      whole(player, 1e9),
      whole(player, 3),
      maybe(player, `test-generation/generate.v${whole(player, 3)}`),
      moment(player),
      whole(player, 60_000),
    ],
  )
}

async function addAttempts(player: Player, runId: string, count: number): Promise<void> {
  const { teamId, projectIds, launchId } = player.world
  const made = player.made
  player.made += count
  const source = pick(player, ['model', 'model', 'model', 'cache', 'template'])
  const isModel = source === 'model'
  await player.client.query(
    `INSERT INTO attempt (id, "teamId", "projectId", "launchId", "runId", "userId", workflow, stage, "tryNumber", sequence,
       source, tier, provider, model, "promptVersion", "repairRound", "inputTokens", "outputTokens", "costNanoUsd", "isBatch",
       "latencyMs", "timeToFirstTokenMs", outcome, "requestId", "cacheHit", "cacheMissReason", "isLookup", "hitSavedMs", "createdAt")
     SELECT $2 || '.' || $3 || n, $1, $4, $5, $2, $6, $7, $8, 1, n, $9, $10, $11, $12, $13, $14::int, n, $15::int, $16::bigint, $17::boolean,
       $18::int, $19::int, $20, $21, $22::boolean, $23, $24::boolean, $25::int, $26::timestamp + n * interval '1 minute'
     FROM generate_series($27::int, $28::int) AS n
     WHERE EXISTS (SELECT FROM run WHERE id = $2 FOR KEY SHARE)`,
    [
      teamId,
      runId,
      player.name,
      pick(player, projectIds),
      launchId,
      `user-${whole(player, 4)}`,
      pick(player, WORKFLOWS),
      pick(player, ['generate', 'verify']),
      source,
      isModel ? pick(player, ['cheap', 'capable']) : null,
      isModel ? 'Stand-in' : null,
      isModel ? pick(player, ['one', 'two']) : null,
      maybe(player, 'test-generation/generate.v1'),
      whole(player, 2),
      whole(player, 1000),
      isModel ? whole(player, 1e8) : 0,
      player.random() < 0.1,
      maybe(player, whole(player, 20_000)),
      maybe(player, whole(player, 2_000)),
      pick(player, OUTCOMES),
      maybe(player, 'request'),
      source === 'cache',
      maybe(player, pick(player, MISSES)),
      player.random() < 0.3,
      whole(player, 5_000),
      moment(player),
      made,
      made + count - 1,
    ],
  )
}

/** Late words on rows that may have been counted long ago. */
const CHANGES: ((player: Player, runId: string) => Promise<unknown>)[] = [
  (player, runId) => endRun(player, runId),
  (player, runId) =>
    player.client.query(
      'UPDATE run SET "reviewVerdict" = $2, rating = $3, "reviewSeconds" = $4 WHERE id = $1',
      [
        runId,
        maybe(player, pick(player, ['accepted', 'rejected', 'edited'])),
        maybe(player, 1 + whole(player, 5)),
        maybe(player, whole(player, 300)),
      ],
    ),
  (player, runId) =>
    player.client.query(
      `UPDATE run SET figures = figures || '{"edit": {}}', verdict = 'verified' WHERE id = $1`,
      [runId],
    ),
  (player, runId) =>
    player.client.query('UPDATE attempt SET "costNanoUsd" = "costNanoUsd" * 2 WHERE "runId" = $1', [runId]),
  (player, runId) =>
    player.client.query(
      `UPDATE attempt SET outcome = 'invalid-output', "errorText" = 'late' WHERE "runId" = $1`,
      [runId],
    ),
  (player, runId) =>
    player.client.query(
      `UPDATE attempt SET id = id || '.broken-off' WHERE id = (SELECT max(id) FROM attempt WHERE "runId" = $1)`,
      [runId],
    ),
  (player, runId) =>
    player.client.query(
      `UPDATE run SET status = 'queued', "endedAt" = NULL, verdict = NULL, source = NULL, figures = '{}', "tryNumber" = "tryNumber" + 1
       WHERE id = $1`,
      [runId],
    ),
]

async function playOne(player: Player): Promise<void> {
  const dice = player.random()
  if (player.runIds.length < 5 || dice < 0.15) return makeRun(player)
  const runId = pick(player, player.runIds)
  if (dice < 0.5) return addAttempts(player, runId, 1)
  if (dice < 0.52) return addAttempts(player, runId, 20)
  if (dice < 0.54) {
    await player.client.query('DELETE FROM run WHERE id = $1', [runId])
    return
  }
  if (dice < 0.7) return endRun(player, runId)
  await pick(player, CHANGES)(player, runId)
}

/**
 * Plays random events of runs and attempts by several writers at once, each over a connection of its own: new rows, ends,
 * late ratings, edits, repricings, retries, deletions; some in transactions that are taken back.
 */
export async function playMetricEvents(
  world: MetricWorld,
  { events, writers, seed }: { events: number; writers: number; seed: number },
): Promise<void> {
  const runIds: string[] = []
  const untilMs = Date.UTC(2026, 10, 20)
  const play = async (index: number) => {
    const client = new pg.Client({ connectionString: world.databaseUrl })
    await client.connect()
    const player = {
      world,
      client,
      random: randomOf(seed * 1000 + index),
      runIds,
      untilMs,
      name: `w${index}.`,
      made: 0,
    }
    try {
      await client.query('SET synchronous_commit = off')
      for (let event = 0; event < events / writers; event += 1) {
        const isTakenBack = runIds.length > 5 && player.random() < 0.05
        if (!isTakenBack) await playOne(player)
        else {
          await client.query('BEGIN')
          await addAttempts(player, pick(player, runIds), 3)
          await endRun(player, pick(player, runIds))
          await client.query('ROLLBACK')
        }
      }
    } finally {
      await client.end()
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, index) => play(index)))
}
