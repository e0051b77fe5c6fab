import { createHash } from 'node:crypto'
import pg from 'pg'

/** Sums of runs and attempts, which a worker makes in its own time: what they are made of is looked at. */
const MADE_OF_OTHERS = '^(attempt|run|timed)_(delta|key|rollup)$'

/** Tables whose rows belong to a team, and the column that says to which. */
const TEAM_TABLES = `
  SELECT table_name AS name, column_name AS key FROM information_schema.columns
  WHERE table_schema = 'public' AND column_name = 'teamId'
    AND table_name IN (SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE')
    AND table_name !~ '${MADE_OF_OTHERS}'
  UNION SELECT 'team', 'id' ORDER BY name`

/**
 * What the database holds of a team: for each table that knows teams the number of its rows and a hash of them.
 * Equal before and after means that nothing was added, changed or removed.
 */
export async function fingerprintTeam(databaseUrl: string, teamId: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string; key: string }>(TEAM_TABLES)
    const found: [string, string][] = []
    for (const { name, key } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT (to_jsonb(t) - 'rollupLevels')::text AS row FROM ${pg.escapeIdentifier(name)} t WHERE ${pg.escapeIdentifier(key)} = $1 ORDER BY 1`,
        [teamId],
      )
      const hash = createHash('sha256').update(rows.map(({ row }) => row).join('\n'))
      found.push([name, `${rows.length} rows, ${hash.digest('hex').slice(0, 16)}`])
    }
    return Object.fromEntries(found)
  } finally {
    await client.end()
  }
}
