/**
 * How much of repeated work does the cache spare? `npm run bench:cache -- <git repository> [--commits=100] [--modules=999]`
 * 1. Launches test generation on the modules of the newest commit twice, with a worker and the stand-in model server: what
 *    share of what the second launch asks is served, and how many calls reach the model.
 * 2. Replays the newest commits of the main line: of the top-level functions and classes of each changed module, the share
 *    whose cache key was there before. The repository is only read; its code runs in the sandbox.
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
report(await rerun(repo), replay)

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

function report(again: Rerun, history: Replay): void {
  const share = ({ hits, of }: { hits: number; of: number }): Figure => ({
    value: of === 0 ? 0 : hits / of,
    unit: 'share',
    n: of,
  })
  const figures = {
    identicalHitShare: share({ hits: again.hits, of: again.asked }),
    identicalCalls: { value: again.calls[1], unit: 'calls', n: again.modules },
    replayHitShare: share({ hits: history.changed.hits, of: history.changed.units }),
    replayTreeHitShare: share({ hits: history.tree.hits, of: history.tree.units }),
  } satisfies Record<string, Figure>
  say(`\nIdentical re-run of ${again.modules} modules`)
  say(`  calls to the model         ${again.calls[0]} in the first launch, ${again.calls[1]} in the second`)
  say(`  served from the cache      ${formatPercent(figures.identicalHitShare.value)} of ${again.asked}`)
  say(`  observations served        ${again.observed.hits} of ${again.observed.asked}`)
  say(`Replay of ${history.commits} commits, ${history.changingCommits} of which changed a module`)
  say(
    `  units of changed modules   ${formatPercent(figures.replayHitShare.value)} of ${history.changed.units}`,
  )
  say(
    `  units of the whole tree    ${formatPercent(figures.replayTreeHitShare.value)} of ${history.tree.units}`,
  )
  const file = path.join(out, 'cache.json')
  const name = `bench:cache ${path.basename(repo ?? '')}`
  writeFileSync(file, `${JSON.stringify({ name, date: new Date().toISOString(), figures }, null, 2)}\n`)
  say(`\nA unit is a top-level function or class; written to ${file}`)
  const missed = Object.entries(FLOORS).filter(
    ([key, floor]) => figures[key as keyof typeof FLOORS].value < floor,
  )
  if (missed.length > 0 || again.calls[1] > 0) {
    progress(
      `Missed: ${[...missed.map(([key]) => key), ...(again.calls[1] > 0 ? ['identicalCalls'] : [])].join(', ')}`,
    )
    process.exitCode = 1
  }
}
