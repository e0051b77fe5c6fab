/**
 * How much of repeated work does the cache spare? `npm run bench:cache -- <git repository> [--commits=100] [--modules=999]`
 * 1. Launches test generation on the modules of the newest commit twice, with a worker and the stand-in model server: what
 *    share of what the second launch asks is served, and how many calls reach the model.
 * 2. Replays the newest commits of the main line: of what test generation and the first reading of a review ask about each
 *    changed module, piece by piece, the share whose cache key was there before. The repository is only read; its code runs
 *    in the sandbox. `--only=replay`: this alone.
 * Figures to stdout and `<data folder>/bench/cache.json`. Exit code 1 when a floor is missed.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startStandIn } from '@/e2e/stand-in/start-stand-in'
import { closeDb } from '@/lib/db/db'
import { toolEnv } from '@/lib/env'
import { formatPercent } from '@/lib/format/format-percent'
import { requireToolchain } from '@/lib/python/toolchain'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { benchEnvironment } from './bench/bench-environment'
import { checkOutPython } from './bench/git-history'
import { measureIdenticalRerun, type Rerun } from './bench/identical-rerun'
import { type Replay, replayHistory } from './bench/replay-history'
import { startBenchDatabase, startBenchWorker } from './bench/spawn-bench'
import type { Figure } from './bench/summarise'
import { unitKeys } from './bench/unit-keys'

const FLOORS = { identicalHitShare: 1, replayHitShare: 0.6 }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    commits: { type: 'string', default: '100' },
    modules: { type: 'string', default: '999' },
    only: { type: 'string' },
  },
})
const [repo] = positionals
if (repo === undefined) throw new Error('Name a git repository: npm run bench:cache -- <folder>')
const out = path.join(toolEnv().ASSAY_DATA, 'bench')
const scratch = mkdtempSync(path.join(tmpdir(), 'assay-bench-cache-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
const say = (line: string) => process.stdout.write(`${line}\n`)
const progress = (line: string) => process.stderr.write(`${line}\n`)

mkdirSync(out, { recursive: true })
const { version } = await requireToolchain()
say(`Repository: ${path.basename(repo)}; Python ${version}`)
const replay = await replayHistory({
  repo,
  commits: Number(values.commits),
  folder: path.join(scratch, 'replay'),
  unitKeys,
  onStep: (done, of) => done % 10 === 0 && progress(`replay: ${done} of ${of} commits`),
})
report(values.only === 'replay' ? null : await rerun(repo), replay)

async function rerun(repository: string): Promise<Rerun> {
  const folder = path.join(scratch, 'newest')
  await checkOutPython(repository, 'HEAD', folder)
  const database = await startBenchDatabase(path.join(out, 'postgres-cache'))
  const standIn = await startStandIn()
  const environment = benchEnvironment(database.url, standIn.url)
  Object.assign(process.env, environment)
  const worker = await startBenchWorker(environment, 'lib/jobs/worker-main.ts')
  try {
    const { owner } = await seedTeam({ slug: 'bench' })
    return await measureIdenticalRerun({
      owner,
      standIn,
      folder,
      maxModules: Number(values.modules),
      progress,
    })
  } finally {
    await worker.stop()
    await closeDb()
    await standIn.close()
    await database.stop()
  }
}

function report(again: Rerun | null, history: Replay): void {
  const share = ({ hits, of }: { hits: number; of: number }): Figure => ({
    value: of === 0 ? 0 : hits / of,
    unit: 'share',
    n: of,
  })
  const shareOf = ({ hits, units }: { hits: number; units: number }) => share({ hits, of: units })
  const figures: Record<string, Figure> = {
    ...(again === null
      ? {}
      : {
          identicalHitShare: share({ hits: again.hits, of: again.asked }),
          identicalCalls: { value: again.calls[1], unit: 'calls', n: again.modules },
        }),
    replayHitShare: shareOf(history.changed),
    replayTreeHitShare: shareOf(history.tree),
  }
  if (again !== null) {
    say(`\nIdentical re-run of ${again.modules} modules`)
    say(`  calls to the model         ${again.calls[0]} in the first launch, ${again.calls[1]} in the second`)
    say(
      `  served from the cache      ${formatPercent(figures.identicalHitShare?.value ?? 0)} of ${again.asked}`,
    )
    say(`  observations served        ${again.observed.hits} of ${again.observed.asked}`)
  }
  say(`Replay of ${history.commits} commits, ${history.changingCommits} of which changed a module`)
  const line = (name: string, count: { hits: number; units: number }) =>
    say(`  ${name.padEnd(26)} ${formatPercent(shareOf(count).value)} of ${count.units}`)
  line('pieces of changed modules', history.changed)
  for (const [stage, count] of Object.entries(history.byStage)) line(`  ${stage}`, count)
  line('pieces of the whole tree', history.tree)
  const file = path.join(out, 'cache.json')
  const name = `bench:cache ${path.basename(repo ?? '')}`
  writeFileSync(file, `${JSON.stringify({ name, date: new Date().toISOString(), figures }, null, 2)}\n`)
  say(`\nA piece is what a stage asks about by itself; written to ${file}`)
  const missed = [
    ...Object.entries(FLOORS).flatMap(([key, floor]) => {
      const value = figures[key]?.value
      return value === undefined || value < floor ? [key] : []
    }),
    ...((again?.calls[1] ?? 0) > 0 ? ['identicalCalls'] : []),
    // Fewer say less than the figure claims.
    ...(history.commits < Number(values.commits)
      ? [`only ${history.commits} of ${values.commits} commits`]
      : []),
  ].filter((key) => again !== null || key !== 'identicalHitShare')
  if (missed.length === 0) return
  progress(`Missed: ${missed.join(', ')}`)
  process.exitCode = 1
}
