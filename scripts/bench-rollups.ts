/**
 * Rollups against a recount: `npm run bench:rollups [-- --events 100000]`. Plays random events by ten writers at once while
 * the rollups are folded, then counts all rows from scratch. Exit code 1: a figure differs.
 * Starts a database of its own; the figures are in `<data folder>/bench/rollups.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { closeDb, db } from '@/lib/db/db'
import { toolEnv } from '@/lib/env'
import { findRollupFaults } from '@/lib/metrics/rollups/find-rollup-faults'
import { foldRollups } from '@/lib/metrics/rollups/fold-rollups'
import { playMetricEvents } from '@/lib/testing/play-metric-events'
import { seedMetricWorld } from '@/lib/testing/seed/seed-metric-world'
import { benchEnvironment } from './bench/bench-environment'
import { startBenchDatabase } from './bench/spawn-bench'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})
const events = Number(values.events)
const say = (line: string) => process.stdout.write(`${line}\n`)

const out = path.join(toolEnv().ASSAY_DATA, 'bench')
mkdirSync(out, { recursive: true })
const database = await startBenchDatabase(path.join(out, 'postgres'))
Object.assign(process.env, benchEnvironment(database.url, 'http://127.0.0.1:1'))

const world = await seedMetricWorld({ slug: 'bench-rollups', databaseUrl: database.url })
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
writeFileSync(path.join(out, 'rollups.json'), `${JSON.stringify(figures, null, 2)}\n`)
await closeDb({ forGood: true })
await database.stop()
process.exitCode = before.length + after.length > 0 ? 1 : 0
