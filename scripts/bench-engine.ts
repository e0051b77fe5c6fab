/**
 * What does the engine cost around a model call? `npm run bench [-- --runs=100]`
 * Starts a database, a worker and the stand-in model server of its own; launches runs one at a time, twice: the first
 * pass calls the stand-in (which answers after a fixed time), the second is served by the cache. Table to stdout,
 * figures to `<data folder>/bench/engine.json` and `bench.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startStandIn } from '@/e2e/stand-in/start-stand-in'
import { closeDb, db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { toolEnv } from '@/lib/env'
import { launchRuns } from '@/lib/runs/launch-runs'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { BenchNote } from './bench/bench-workflow'
import { percentile } from './bench/percentile'
import { startBenchDatabase, startBenchWorker } from './bench/spawn-bench'

const MODEL_MS = 200
/** The first runs fill caches, connections and the compiler: a server is warm after its first seconds. */
const WARM_UP_RUNS = 5

const { values } = parseArgs({ options: { runs: { type: 'string', default: '100' } } })
const runs = Number(values.runs) + WARM_UP_RUNS
const out = path.join(toolEnv().ASSAY_DATA, 'bench')
const say = (line: string) => process.stdout.write(`${line}\n`)
const progress = (line: string) => process.stderr.write(`${line}\n`)

interface Sample {
  stageMs: number
  source: string
  enqueueToStartMs: number
}

mkdirSync(out, { recursive: true })
progress('database, stand-in and worker …')
const database = await startBenchDatabase(path.join(out, 'postgres'))
const standIn = await startStandIn()
standIn.script({ rules: [{ reply: { latencyMs: MODEL_MS, json: { tests: ['one', 'two'] } } }] })
const environment = {
  DATABASE_URL: database.url,
  ANTHROPIC_API_KEY: 'stand-in-bench',
  ANTHROPIC_BASE_URL: standIn.url,
  BETTER_AUTH_SECRET: 'only-for-this-bench-only-for-this-bench',
  ASSAY_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
  ASSAY_LOG_LEVEL: 'warn',
}
Object.assign(process.env, environment)
const worker = await startBenchWorker(environment)
try {
  report(await measure())
} finally {
  await worker.stop()
  await closeDb()
  await standIn.close()
  await database.stop()
}

async function measure(): Promise<{ called: Sample[]; served: Sample[] }> {
  const { owner } = await seedTeam({ slug: 'bench' })
  const files = Object.fromEntries(
    Array.from({ length: runs }, (_, n) => [`m${n}.py`, `def f${n}(x):\n    return x + ${n}\n`.repeat(20)]),
  )
  const { projectId } = await seedSources(owner, { slug: 'bench', files })

  async function pass(name: string): Promise<Sample[]> {
    const samples: Sample[] = []
    for (const [index, modulePath] of Object.keys(files).entries()) {
      if (index % 20 === 0) progress(`${name}: ${index} of ${runs}`)
      const { runIds } = await launchRuns(owner, {
        projectId,
        workflow: 'test-generation',
        modulePaths: [modulePath],
        options: LaunchOptions.parse({}),
      })
      samples.push(await sampleOf(runIds[0] ?? ''))
      // Not in step with the worker's polling.
      await pause(Math.random() * 150)
    }
    return samples.slice(WARM_UP_RUNS)
  }

  const called = await pass('model calls')
  const served = await pass('cache hits')
  if (called.some(({ source }) => source !== 'model') || served.some(({ source }) => source !== 'cache')) {
    throw new Error('The bench did not measure what it says: a run had another source than planned.')
  }
  if (standIn.log.length !== runs) throw new Error(`${standIn.log.length} model calls instead of ${runs}`)
  return { called, served }
}

async function sampleOf(runId: string): Promise<Sample> {
  for (;;) {
    const run = await db().run.findUniqueOrThrow({ where: { id: runId }, include: { artifacts: true } })
    if (run.status === 'failed') throw new Error(run.errorText ?? 'a run failed')
    const [artifact] = run.artifacts
    if (run.status === 'done' && run.startedAt !== null && artifact !== undefined) {
      const enqueueToStartMs = run.startedAt.getTime() - run.createdAt.getTime()
      return { ...BenchNote.parse(JSON.parse(artifact.content)), enqueueToStartMs }
    }
    await pause(10)
  }
}

function report({ called, served }: { called: Sample[]; served: Sample[] }): void {
  const series = {
    engineOverhead: called.map((sample) => sample.stageMs - MODEL_MS),
    cacheHit: served.map((sample) => sample.stageMs),
    enqueueToStart: [...called, ...served].map((sample) => sample.enqueueToStartMs),
  }
  const figures: Record<string, { value: number; unit: 'ms'; n: number }> = {}
  say(`${'figure'.padEnd(18)} ${'p50 ms'.padStart(8)} ${'p95 ms'.padStart(8)} ${'n'.padStart(5)}`)
  for (const [name, samples] of Object.entries(series)) {
    const [p50, p95] = [percentile(samples, 0.5), percentile(samples, 0.95)]
    figures[`${name}P50Ms`] = { value: p50, unit: 'ms', n: samples.length }
    figures[`${name}P95Ms`] = { value: p95, unit: 'ms', n: samples.length }
    const cells = [p50.toFixed(1), p95.toFixed(1)].map((cell) => cell.padStart(8))
    say(`${name.padEnd(18)} ${cells.join(' ')} ${String(samples.length).padStart(5)}`)
  }
  const text = `${JSON.stringify({ name: 'bench', date: new Date().toISOString(), figures }, null, 2)}\n`
  for (const file of ['engine.json', 'bench.json']) writeFileSync(path.join(out, file), text)
  say(
    `\nThe stand-in answers after ${MODEL_MS} ms; one run at a time; written to ${path.join(out, 'bench.json')}`,
  )
}
