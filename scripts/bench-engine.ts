/**
 * What does the engine cost around model calls, and does it keep its promises? `npm run bench:engine [-- --only=calls,batch]`
 * Starts a database, workers and the stand-in model server of its own. Parts: `calls`, `batch`, `singles`, `cache`, `rate`,
 * `budget`, `kill`. What each figure means stands at the function that measures it. Table to stdout, figures to
 * `<data folder>/bench/engine.json` and `bench.json`. Meant for an otherwise idle machine: the load is told beside the figures.
 * Exit code 1 when a figure misses its bound (`bench/bounds.ts`) or was asked for and not measured.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startStandIn } from '@/e2e/stand-in/start-stand-in'
import { closeDb } from '@/lib/db/db'
import { toolEnv } from '@/lib/env'
import { killBatch } from '@/lib/testing/kill-batch'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { benchEnvironment } from './bench/bench-environment'
import { boundText, whatIsMissed } from './bench/bounds'
import { measureCacheLevels } from './bench/cache-levels'
import { measureBatch, measureOverhead, measureSingles } from './bench/measure-calls'
import { measureOverspend } from './bench/measure-overspend'
import { measureRate } from './bench/measure-rate'
import { percentile } from './bench/percentile'
import { startBenchDatabase, startBenchWorker } from './bench/spawn-bench'
import type { Figure } from './bench/summarise'

const KILLS = 20
const KILLED_RUNS = 60
/** An answer is on record some ms after its last byte. */
const MAY_BE_UNRECORDED_MS = 50
const OVERHEAD_MEANS =
  'engineOverhead: from the decision to call until answer and step are on record, minus what the stand-in itself took' +
  ' (0.5 to 1.5 s, spread evenly by a fixed seed)'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'calls,batch,singles,cache,rate,budget,kill' },
    singles: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const out = path.join(toolEnv().ASSAY_DATA, 'bench')
const say = (line: string) => process.stdout.write(`${line}\n`)
const progress = (line: string) => process.stderr.write(`${line}\n`)

mkdirSync(out, { recursive: true })
const [loadBefore = 0] = os.loadavg()
progress(`load before: ${loadBefore.toFixed(1)} on ${os.availableParallelism()} processors`)
const database = await startBenchDatabase(path.join(out, 'postgres'))
const standIn = await startStandIn()
const env = benchEnvironment(database.url, standIn.url)
Object.assign(process.env, env)

async function measureKills(): Promise<Record<string, Figure>> {
  const { owner } = await seedTeam({ slug: 'bench-kill' })
  const seed = Number(values.seed)
  progress(`seed of the moments to kill at: ${seed}`)
  const startWorker = async () => {
    const { kill } = await startBenchWorker({ ...env, ASSAY_RUNS_PER_TEAM: '3' })
    return { killHard: kill }
  }
  const batch = { owner, standIn, runs: KILLED_RUNS, kills: KILLS, seed, startWorker }
  const result = await killBatch({ ...batch, mayBeUnrecordedMs: MAY_BE_UNRECORDED_MS })
  if (result.lost > 0) throw new Error(`${result.lost} runs were lost (seed ${seed})`)
  return {
    paidTwice: { value: result.paidTwice, unit: 'calls', n: result.calls },
    repeatedInFlight: { value: result.repeated, unit: 'calls', n: result.kills },
    repeatedCompleted: { value: result.repeatedCompleted, unit: 'calls', n: result.kills },
    recordLagP95Ms: {
      value: percentile(result.recordLagsMs, 0.95),
      unit: 'ms',
      n: result.recordLagsMs.length,
    },
  }
}

try {
  const { owner } = await seedTeam({ slug: 'bench' })
  const bench = { owner, standIn, env }
  const parts: Record<string, () => Promise<Record<string, Figure>>> = {
    calls: () => measureOverhead(bench),
    batch: () => measureBatch(bench),
    singles: () => measureSingles(bench, Number(values.singles)),
    cache: () => measureCacheLevels(owner),
    rate: () => measureRate(bench),
    budget: () => measureOverspend(bench),
    kill: measureKills,
  }
  const figures: Record<string, Figure> = {}
  for (const name of values.only.split(',')) {
    const measure = parts[name]
    if (measure === undefined) throw new Error(`There is no part ${name}: ${Object.keys(parts).join(', ')}`)
    progress(`${name} …`)
    Object.assign(figures, await measure())
  }
  report(figures)
} finally {
  await closeDb()
  await standIn.close()
  await database.stop()
}

function report(figures: Record<string, Figure>): void {
  say(`${'figure'.padEnd(22)} ${'value'.padStart(10)} ${'unit'.padEnd(9)} ${'n'.padStart(6)}  bound`)
  for (const [name, { value, unit, n }] of Object.entries(figures)) {
    const shown = Number.isInteger(value) ? String(value) : value.toFixed(unit === 'ms' ? 1 : 3)
    say(
      `${name.padEnd(22)} ${shown.padStart(10)} ${unit.padEnd(9)} ${String(n).padStart(6)}  ${boundText(name)}`,
    )
  }
  const [loadAverage = 0] = os.loadavg()
  const text = `${JSON.stringify({ name: 'engine', date: new Date().toISOString(), loadBefore, loadAverage, figures }, null, 2)}\n`
  for (const file of ['engine.json', 'bench.json']) writeFileSync(path.join(out, file), text)
  const load = `load ${loadBefore.toFixed(1)} before, ${loadAverage.toFixed(1)} at the end`
  say(`\n${load}, ${os.availableParallelism()} processors, which worker, Postgres and stand-in share`)
  say(OVERHEAD_MEANS)
  const missed = whatIsMissed(values.only.split(','), figures)
  if (missed.length > 0) {
    progress(`Missed: ${missed.join(', ')}`)
    process.exitCode = 1
  }
  say(`Written to ${path.join(out, 'engine.json')}`)
}
