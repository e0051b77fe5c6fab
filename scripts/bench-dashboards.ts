/**
 * Are dashboards and lists quick when a team has millions of runs? `npm run bench:dashboards -- --runs 1000000 [--only=charts,runs]`
 * Makes the load (`seed:load`, in a database of its own that is kept) when it is not there, serves the application from it and
 * looks at it as eight people: charts are asked for without a pause, pages are looked at for a second. Parts: `charts`, `overview`
 * (page), `runs` (page), `run` (page), `ingest`.
 * Table to stdout, figures to `<data folder>/bench/dashboards.json`. Meant for an otherwise idle machine: the load is told beside the
 * figures. Exit code 1 when a figure misses its bound (`bench/bounds.ts`) or was asked for and not measured.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { closeDb } from '@/lib/db/db'
import { toolEnv } from '@/lib/env'
import { boundText, whatIsMissed } from './bench/bounds'
import { measureCharts } from './bench/dashboards/measure-charts'
import { measureCommitToPixel, measureFirstLoadKb } from './bench/dashboards/measure-in-browser'
import { measureIngest } from './bench/dashboards/measure-ingest'
import { measureOverviewPage, measureRunPage, measureRunsPage } from './bench/dashboards/measure-pages'
import { startLoad } from './bench/dashboards/start-load'
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
  return `${name.padEnd(22)} ${p50} ${p95} ${String(ms.length).padStart(6)}`
}

/** Bounds are of a million and of ten million runs; of other loads a figure is told and not judged. */
const chartsName =
  runs === 1_000_000 ? 'chartsP95Ms1M' : runs === 10_000_000 ? 'chartsP95Ms10M' : 'chartsP95Ms'
const PARTS: Record<string, { figure: string; measure: () => Promise<Figure> }> = {
  charts: { figure: chartsName, measure: () => twice(measureCharts) },
  overview: { figure: 'overviewPageP95Ms', measure: () => twice(measureOverviewPage) },
  runs: { figure: 'runsPageP95Ms', measure: () => twice(measureRunsPage) },
  run: { figure: 'runPageP95Ms', measure: () => twice(measureRunPage) },
  ingest: { figure: 'ingestPerSecond', measure: measureIngest },
  pixels: {
    figure: 'commitToPixelP95Ms',
    measure: () => measureCommitToPixel({ ...viewing, say: progress }),
  },
  'first-load': { figure: 'firstLoadKb', measure: () => measureFirstLoadKb({ ...viewing, say: progress }) },
}

const [loadBefore = 0] = os.loadavg()
say(`${'asked for'.padEnd(22)} ${'p50 ms'.padStart(8)} ${'p95 ms'.padStart(8)} ${'n'.padStart(6)}`)
try {
  for (const name of values.only.split(',')) {
    const part = PARTS[name]
    if (part === undefined) throw new Error(`There is no part ${name}: ${Object.keys(PARTS).join(', ')}`)
    progress(`${name} …`)
    figures[part.figure] = await part.measure()
  }
  report()
} finally {
  await closeDb({ forGood: true })
  await bench.stop()
}

function report(): void {
  say('')
  for (const [name, { value, unit, n }] of Object.entries(figures))
    say(
      `${name.padEnd(22)} ${value.toFixed(1).padStart(10)} ${unit.padEnd(10)} ${String(n).padStart(6)}  ${boundText(name)}`,
    )
  const [loadAverage = 0] = os.loadavg()
  const file = path.join(out, 'dashboards.json')
  const rows = tables.map(({ name, ms }) => ({
    name,
    p50Ms: percentile(ms, 0.5),
    p95Ms: percentile(ms, 0.95),
    n: ms.length,
  }))
  const told = { name: 'dashboards', date: new Date().toISOString(), runs, loadBefore, loadAverage }
  writeFileSync(
    file,
    `${JSON.stringify({ ...told, figures: { ...kept(file), ...figures }, rows }, null, 2)}\n`,
  )
  say(
    `\nload ${loadBefore.toFixed(1)} before, ${loadAverage.toFixed(1)} at the end, ${os.availableParallelism()} processors, which server, Postgres and viewers share`,
  )
  const missed = whatIsMissed(values.only.split(','), figures)
  if (missed.length > 0) {
    progress(`Missed: ${missed.join(', ')}`)
    process.exitCode = 1
  }
  say(`Written to ${file}`)
}

/** Figures of an earlier bench, of another size or part, that this one does not measure. */
function kept(file: string): Record<string, Figure> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).figures
  } catch {
    return {}
  }
}
