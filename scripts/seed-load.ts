/**
 * Fills a database with a team that has been at work for months: `npm run seed:load -- --runs 1000000 [--days 120] [--seed 1]`.
 * Started by seed-load.mjs, which finds the database. The team is `load`; the same answers give the same runs and attempts.
 * `--until <ISO time>`: where it ends, by default with the hour that has passed
 */
import { parseArgs } from 'node:util'
import { closeDb } from '@/lib/db/db'
import { env } from '@/lib/env'
import { SEED_PASSWORD } from '@/lib/testing/seed/seed-person'
import { loadTeam } from './load/load-team'
import { LOAD_TEAM, signInOf } from './load/load-world'

const HOUR_MS = 3_600_000

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    until: { type: 'string' },
  },
})
const lastHour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
const until = new Date(values.until ?? lastHour).toISOString()
const ask = { runs: Number(values.runs), days: Number(values.days), seed: Number(values.seed), until }
const say = (line: string) => process.stdout.write(`${line}\n`)
const { runs } = await loadTeam({ databaseUrl: env().DATABASE_URL, ask, say })
say(`${runs} runs until ${until}. Sign in as ${signInOf(0)} with "${SEED_PASSWORD}": /t/${LOAD_TEAM}`)
await closeDb({ forGood: true })
