/**
 * Are dashboards and lists quick when a team has millions of runs? `npm run bench:dashboards -- --runs 1000000 [--only=charts,runs]`
 * Makes the load (`seed:load`, in a database of its own that is kept) when it is not there, serves the application from it and
 * looks at it as eight people: charts are asked for without a pause, dashboards and pages are looked at for a second. Parts: `charts`
 * (one by one, filtered, compared, and whole dashboards), `overview` (page), `runs` (page), `run` (page), `ingest`, `pixels`,
 * `first-load`. Table to stdout, figures to `<data folder>/bench/dashboards.json`, each with its date, commit and size, as those of
 * other sizes stay. Meant for an otherwise idle machine: the load is told beside the figures. Exit code 1 when a figure misses its
 * bound (`bench/bounds.ts`: up to a million runs those of a million, beyond those of ten) or was asked for and not measured.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { closeDb } from '@/lib/db/db'
import { toolEnv } from '@/lib/env'
import { boundText, whatIsMissed } from './bench/bounds'
import {
  measureCharts,
  measureComparedCharts,
  measureDashboards,
  measureFilteredCharts,
} from './bench/dashboards/measure-charts'
import { measureCommitToPixel, measureFirstLoads } from './bench/dashboards/measure-in-browser'
import { measureIngest } from './bench/dashboards/measure-ingest'
import {
  measureDeepPage,
  measureNarrowedRuns,
  measureOverviewPage,
  measureRunPage,
  measureRunsPage,
} from './bench/dashboards/measure-pages'
import { startLoad } from './bench/dashboards/start-load'
import { keptFigures, promiseAt, type ToldFigure, toldName } from './bench/dashboards/told-figures'
import { type Asked, worstP95 } from './bench/dashboards/view-at-once'
import { percentile } from './bench/percentile'
import type { Figure } from './bench/summarise'

const VIEWERS = 8
const HOUR_MS = 3_600_000

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '10' },
    only: { type: 'string', default: 'charts,overview,runs,run,ingest,pixels,first-load' },
  },
})
const out = path.join(toolEnv().ASSAY_DATA, 'bench')
mkdirSync(out, { recursive: true })
const say = (line: string) => process.stdout.write(`${line}\n`)
const progress = (line: string) => process.stderr.write(`${line}\n`)

const runs = Number(values.runs)
const until = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS).toISOString()
const ask = { runs, days: Number(values.days), seed: Number(values.seed), until }
// Rows are written past the server: without anybody who looks it need not be built.
const viewers = values.only === 'ingest' ? 0 : VIEWERS
const bench = await startLoad({ out, ask, viewers, say: progress })
const viewing = { baseUrl: bench.baseUrl, cookies: bench.cookies, rounds: Number(values.rounds) }
const tables: Asked[] = []
/** By what they promise. */
const figures: Record<string, Figure> = {}

/** The first time everything is read from disk and every statement planned: it is not counted. */
async function twice(measure: (given: typeof viewing) => Promise<Asked[]>): Promise<Figure> {
  await measure({ ...viewing, rounds: 1 })
  const asked = await measure(viewing)
  tables.push(...asked)
  for (const { name, ms } of asked) say(tableRow(name, ms))
  const { p95Ms, n } = worstP95(asked)
  return { value: p95Ms, unit: 'ms', n }
}

function tableRow(name: string, ms: number[]): string {
  const [p50, p95] = [0.5, 0.95].map((p) => percentile(ms, p).toFixed(1).padStart(8))
  return `${name.padEnd(26)} ${p50} ${p95} ${String(ms.length).padStart(6)}`
}

async function measureAllCharts(): Promise<Record<string, Figure>> {
  return {
    [promiseAt('chartsP95Ms', runs)]: await twice(measureCharts),
    [promiseAt('filteredChartsP95Ms', runs)]: await twice(measureFilteredCharts),
    [promiseAt('comparedChartsP95Ms', runs)]: await twice(measureComparedCharts),
    [promiseAt('dashboardP95Ms', runs)]: await twice(measureDashboards),
  }
}

const PARTS: Record<string, () => Promise<Record<string, Figure>>> = {
  charts: measureAllCharts,
  overview: async () => ({ overviewPageP95Ms: await twice(measureOverviewPage) }),
  runs: async () => ({
    runsPageP95Ms: await twice(measureRunsPage),
    deepPageP95Ms: await twice(measureDeepPage),
    narrowedRunsP95Ms: await twice(measureNarrowedRuns),
  }),
  run: async () => ({ runPageP95Ms: await twice(measureRunPage) }),
  ingest: async () => ({ ingestPerSecond: await measureIngest() }),
  pixels: async () => ({ commitToPixelP95Ms: await measureCommitToPixel({ ...viewing, say: progress }) }),
  'first-load': () => measureFirstLoads({ ...viewing, say: progress }),
}

const [loadBefore = 0] = os.loadavg()
say(`${'asked for'.padEnd(26)} ${'p50 ms'.padStart(8)} ${'p95 ms'.padStart(8)} ${'n'.padStart(6)}`)
try {
  for (const name of values.only.split(',')) {
    const part = PARTS[name]
    if (part === undefined) throw new Error(`There is no part ${name}: ${Object.keys(PARTS).join(', ')}`)
    progress(`${name} …`)
    Object.assign(figures, await part())
  }
  report()
} finally {
  await closeDb({ forGood: true })
  await bench.stop()
}

function report(): void {
  say('')
  const date = new Date().toISOString()
  const told: Record<string, ToldFigure> = {}
  for (const [promise, figure] of Object.entries(figures)) {
    const name = toldName(promise, runs)
    told[name] = { ...figure, date, commit: commit(), runs }
    say(
      `${name.padEnd(26)} ${figure.value.toFixed(figure.value < 1 ? 4 : 1).padStart(10)} ${figure.unit.padEnd(10)} ${String(figure.n).padStart(6)}  ${boundText(promise)}`,
    )
  }
  const [loadAverage = 0] = os.loadavg()
  const file = path.join(out, 'dashboards.json')
  const rows = tables.map(({ name, ms }) => ({
    name,
    p50Ms: percentile(ms, 0.5),
    p95Ms: percentile(ms, 0.95),
    n: ms.length,
  }))
  const bench = { name: 'dashboards', date, commit: commit(), runs, loadBefore, loadAverage }
  writeFileSync(
    file,
    `${JSON.stringify({ ...bench, figures: { ...keptFigures(file), ...told }, rows }, null, 2)}\n`,
  )
  say(
    `\nload ${loadBefore.toFixed(1)} before, ${loadAverage.toFixed(1)} at the end, ${os.availableParallelism()} processors, which server, Postgres and viewers share`,
  )
  const parts = values.only
    .split(',')
    .map((part) => (part === 'charts' && runs > 1_000_000 ? 'charts above 1M' : part))
  const missed = whatIsMissed(parts, figures)
  if (missed.length > 0) {
    progress(`Missed: ${missed.join(', ')}`)
    process.exitCode = 1
  }
  say(`Written to ${file}`)
}

/** What is measured, as far as it is committed. */
function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
