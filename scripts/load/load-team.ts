import pg from 'pg'
import { ensurePartitions } from '@/lib/metrics/rollups/ensure-partitions'
import { rebuildRollups } from '@/lib/metrics/rollups/rebuild-rollups'
import {
  DAY_ATTEMPTS,
  DAY_RUNS,
  INSERT_ATTEMPTS,
  INSERT_LAUNCHES,
  INSERT_REVIEWS,
  INSERT_RUNS,
} from './day-sql'
import { fillBeside } from './fill-beside'
import { type LoadAsk, planHours } from './load-plan'
import { makeLoadTables } from './load-tables'
import { type LoadWorld, makeLoadWorld, modelsOn, promptsOn } from './load-world'

/** Days that are written at the same time: as many as the smallest machine has processors. */
const WRITERS = 2
const DAY_MS = 86_400_000

interface Given {
  databaseUrl: string
  ask: LoadAsk
  say: (line: string) => void
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  // Deltas and foreign keys are not needed: rollups are made from the rows, and rows are made to fit.
  await client.query(`SET session_replication_role = replica; SET TimeZone = 'UTC'; SET synchronous_commit = off;
    SET work_mem = '128MB'; SET maintenance_work_mem = '256MB'; SET jit = off`)
  return client
}

/** What tells one load from another: the team's name. */
export function loadName({ runs, days, seed, until }: LoadAsk): string {
  return `Load of ${runs} runs, ${days} days, seed ${seed}, until ${until.slice(0, 13)}:00`
}

async function fillDay(client: pg.Client, world: LoadWorld, ask: LoadAsk, day: number): Promise<number> {
  const { teamId, projects, members } = world
  const lists = [projects.map((one) => one.projectId), projects.map((one) => one.snapshotId), members]
  const version = promptsOn(day, ask.days)
  await client.query('BEGIN')
  await client.query('DROP TABLE IF EXISTS day_run, day_attempt')
  const { rowCount } = await client.query(DAY_RUNS, [
    day,
    ask.seed,
    ...lists.map((list) => JSON.stringify(list)),
  ])
  await client.query('ANALYZE day_run')
  await client.query(DAY_ATTEMPTS, [JSON.stringify(modelsOn(day, ask.days)), ask.seed])
  await client.query(INSERT_LAUNCHES, [teamId])
  await client.query(INSERT_RUNS, [version, ask.seed, teamId])
  await client.query(INSERT_ATTEMPTS, [version, ask.seed, teamId])
  await client.query(INSERT_REVIEWS)
  await client.query('COMMIT')
  return rowCount ?? 0
}

/**
 * Fills a database with a team of its own and its runs, all made inside Postgres from numbers that hang on the seed alone; then
 * sums them up. The database's user must be a superuser, as triggers and foreign keys are left out. Throws when the team is
 * there already.
 */
export async function loadTeam({ databaseUrl, ask, say }: Given): Promise<{ teamId: string; runs: number }> {
  const startedMs = performance.now()
  const seconds = () => `${Math.round((performance.now() - startedMs) / 1000)} s`
  const hours = planHours(ask)
  const untilMs = Date.parse(ask.until)
  const fromMs = untilMs - ask.days * DAY_MS
  await ensurePartitions({ from: new Date(fromMs), until: new Date(untilMs) })
  const world = await makeLoadWorld(loadName(ask), fromMs, ask.days)
  const clients = await Promise.all(Array.from({ length: WRITERS }, () => connect(databaseUrl)))
  const [first] = clients
  if (first === undefined) throw new Error('nobody writes')
  const days = await makeLoadTables(first, hours, world.targets)
  let next = 0
  let done = 0
  let runs = 0
  const write = async (client: pg.Client) => {
    while (next < days) {
      const day = next
      next += 1
      const written = await fillDay(client, world, ask, day)
      runs += written
      done += 1
      if (done % 10 === 0 || done === days) say(`${done} of ${days} days, ${runs} runs, ${seconds()}`)
    }
  }
  await Promise.all(clients.map(write))
  await fillBeside(first, world, ask)
  say(`findings, stored results and samples of outputs are there, ${seconds()}`)
  await first.query('DROP SCHEMA load CASCADE')
  await first.query(
    'VACUUM (ANALYZE, PARALLEL 0) run, attempt, launch, review, finding, finding_verdict, cache_entry',
  )
  await Promise.all(clients.map((client) => client.end()))
  say(`indexed, ${seconds()}`)
  await rebuildRollups(world.teamId)
  const after = await connect(databaseUrl)
  await after.query(
    'VACUUM ANALYZE attempt_rollup, run_rollup, timed_rollup, attempt_key, run_key, timed_key',
  )
  await after.end()
  say(`summed up, ${seconds()}`)
  return { teamId: world.teamId, runs }
}
