/**
 * Rollups against a recount: `npm run bench:rollups [-- --events 100000]`. Plays random events by ten writers at once while
 * the rollups are folded, then counts all rows from scratch. Exit code 1: a figure differs.
 * Needs DATABASE_URL at an empty, migrated database: `node scripts/bench/bench-database.mjs <folder>` makes one.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { closeDb, db } from '@/lib/db/db'
import { env } from '@/lib/env'
import { findRollupFaults } from '@/lib/metrics/rollups/find-rollup-faults'
import { foldRollups } from '@/lib/metrics/rollups/fold-rollups'
import { playMetricEvents } from '@/lib/testing/play-metric-events'
import { seedMetricWorld } from '@/lib/testing/seed/seed-metric-world'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
})
const events = Number(values.events)
const say = (line: string) => process.stdout.write(`${line}\n`)

const world = await seedMetricWorld({ slug: `bench-${Date.now()}`, databaseUrl: env().DATABASE_URL })
let isPlaying = true
let folded = 0
const folding = (async () => {
  while (isPlaying) {
    folded += await foldRollups()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
})()
const startedMs = performance.now()
await playMetricEvents(world, { events, writers: 10, seed: Number(values.seed) })
const seconds = (performance.now() - startedMs) / 1000
isPlaying = false
await folding
const before = await findRollupFaults(world.teamId)
folded += await foldRollups()
const after = await findRollupFaults(world.teamId)
const { teamId } = world
const figures = {
  events,
  seconds: Math.round(seconds),
  runs: await db().run.count({ where: { teamId } }),
  attempts: await db().attempt.count({ where: { teamId } }),
  deltasFolded: folded,
  faultsBeforeLastFold: before.length,
  faults: after.length,
}
for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(24)}${value}`)
for (const fault of [...before, ...after]) say(`  ${fault}`)
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(figures, null, 2))
await closeDb({ forGood: true })
process.exitCode = before.length + after.length > 0 ? 1 : 0
