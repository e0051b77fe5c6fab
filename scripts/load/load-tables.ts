import type pg from 'pg'
import { firstRunOf, LAUNCH_SIZES, type LoadHour, type Regime } from './load-plan'
import { RUN_SCRIPTS, SLOTS, slotsOf, WORKFLOW_SHARE } from './run-scripts'

/** What the statements of the days read: small tables of a schema of their own, which goes when the load is there. */
const TABLES = `
  DROP SCHEMA IF EXISTS load CASCADE;
  CREATE SCHEMA load;
  -- One number for all that is drawn by chance, the same on every machine: 0 to below 1.
  CREATE FUNCTION load.dice(n bigint, what bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT (hashint8extended(n, what) & 9007199254740991)::float8 / 9007199254740992';
  -- About normal: mean 0, most within -2 and 2.
  CREATE FUNCTION load.bell(n bigint, what bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT 2 * (load.dice(n, what) + load.dice(n, what + 1) + load.dice(n, what + 2) - 1.5)';
  -- A uuid of version 7 that begins with its time.
  CREATE FUNCTION load.id(moment timestamp, key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT id_prefix(moment AT TIME ZONE ''UTC'') || ''-7'' || substr(hex, 1, 3) || ''-8'' || substr(hex, 4, 3) || ''-'' || substr(hex, 7, 12)
     FROM (SELECT md5(key) AS hex) AS hashed';
  CREATE UNLOGGED TABLE load.hour (day int, at timestamp, regime text, first_launch bigint, launches int);
  CREATE UNLOGGED TABLE load.size (place int, runs int, before int);
  CREATE UNLOGGED TABLE load.workflow (slot int, workflow text);
  CREATE UNLOGGED TABLE load.slot (workflow text, regime text, slot int, script int);
  CREATE UNLOGGED TABLE load.script (place int, status text, source text, verdict text, reason text);
  CREATE UNLOGGED TABLE load.step (
    script int, place int, stage text, source text, tier text, outcome text, repair_round int, is_lookup boolean);
  CREATE UNLOGGED TABLE load.target (project int, place int, path text, hash text);`

const REGIMES: Regime[] = ['usual', 'provider-down', 'bad-prompt']
const DAY_MS = 86_400_000

/** Inserts objects whose keys are the table's columns. */
async function insert(client: pg.Client, table: string, rows: readonly object[]): Promise<void> {
  await client.query(
    `INSERT INTO load.${table} SELECT * FROM jsonb_populate_recordset(NULL::load.${table}, $1)`,
    [JSON.stringify(rows)],
  )
}

/** The number of the day of a load that holds an instant, from 0. */
function dayOf(at: string, startMs: number): number {
  return Math.floor((Date.parse(at) - startMs) / DAY_MS)
}

/** Makes the tables that say what happens when; returns how many days there are. */
export async function makeLoadTables(
  client: pg.Client,
  hours: readonly LoadHour[],
  targets: readonly { project: number; place: number; path: string; hash: string }[],
): Promise<number> {
  await client.query(TABLES)
  const startMs = Date.parse(hours[0]?.at ?? '')
  const planned = hours.map(({ at, regime, firstLaunch, launches }) => ({
    day: dayOf(at, startMs),
    at: at.replace('Z', ''),
    regime,
    first_launch: firstLaunch,
    launches,
  }))
  await insert(client, 'hour', planned)
  const sizes = LAUNCH_SIZES.map((runs, place) => ({ place, runs, before: firstRunOf(place) }))
  await insert(client, 'size', sizes)
  const shares = WORKFLOW_SHARE.flatMap(([workflow, permille]) => Array<string>(permille).fill(workflow))
  const workflows = shares.map((workflow, slot) => ({ slot, workflow }))
  await insert(client, 'workflow', workflows)
  const slots = WORKFLOW_SHARE.flatMap(([workflow]) =>
    REGIMES.flatMap((regime) =>
      slotsOf(workflow, regime).map((script, slot) => ({ workflow, regime, slot, script })),
    ),
  )
  if (slots.length !== SLOTS * REGIMES.length * WORKFLOW_SHARE.length) throw new Error('a slot has no script')
  await insert(client, 'slot', slots)
  await insert(
    client,
    'script',
    RUN_SCRIPTS.map(({ status, source, verdict, reason }, place) => ({
      place,
      status,
      source,
      verdict,
      reason,
    })),
  )
  await insert(
    client,
    'step',
    RUN_SCRIPTS.flatMap(({ steps }, script) =>
      steps.map(({ repairRound, isLookup, ...step }, place) => ({
        ...step,
        script,
        place: place + 1,
        repair_round: repairRound,
        is_lookup: isLookup,
      })),
    ),
  )
  await insert(client, 'target', targets)
  await client.query(
    'ANALYZE load.hour; ANALYZE load.slot; ANALYZE load.step; ANALYZE load.script; ANALYZE load.target; ANALYZE load.workflow',
  )
  return Math.max(...planned.map(({ day }) => day)) + 1
}
