/**
 * How good are the tests that are made by observation? `npm run bench:tests -- [folder] [module …]`
 * For each module of a folder (default: a fixed list of standard-library modules, copied): generate, run
 * twice unedited under different hash seeds, measure coverage, plant mistakes and see whether the tests catch them. The table goes to stdout, progress to stderr,
 * figures to `<data folder>/bench/tests.json`. Exit code 1 when a target of the project is missed.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { toolEnv } from '@/lib/env'
import { requireToolchain } from '@/lib/python/toolchain'
import { copyClashingModules, listModules } from './bench/list-modules'
import { type ModuleMeasure, measureModule } from './bench/measure-module'
import { copyStandardModules } from './bench/standard-modules'
import { summarise, TABLE_HEAD, tableRow } from './bench/summarise'

/** Fewer modules say too little: a share of 95 % needs some dozens. */
const LEAST_MODULES = 40
const TARGETS = { passTwiceShare: 0.95, lineCoverageMean: 0.8, secondsMedian: 5 }

type Workload = { name: string; jobs: { projectDir: string; paths: string[]; modulePath: string }[] }

const say = (line: string) => process.stdout.write(`${line}\n`)
const [folder, ...only] = process.argv.slice(2)
const scratch = mkdtempSync(path.join(tmpdir(), 'assay-bench-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

const toolchain = await requireToolchain()
const workload = chooseWorkload()
say(`Workload: ${workload.name}; ${workload.jobs.length} modules; Python ${toolchain.version}`)
say(TABLE_HEAD)
const measures: ModuleMeasure[] = []
for (const [index, { projectDir, paths, modulePath }] of workload.jobs.entries()) {
  process.stderr.write(`[${index + 1}/${workload.jobs.length}] ${modulePath}\n`)
  const measure = await measureModule(projectDir, paths, modulePath)
  measures.push(measure)
  say(tableRow(measure))
}
report()

function chooseWorkload(): Workload {
  if (folder === undefined || folder === '') {
    const modules = copyStandardModules(toolchain.interpreter, scratch)
    const { paths } = listModules(scratch)
    return { name: 'standard library, fixed list', jobs: modules.filter(wanted).map(jobIn(scratch, paths)) }
  }
  const root = path.resolve(folder)
  const { paths, modules } = listModules(root)
  const clashing = copyClashingModules(toolchain.interpreter, root, scratch)
  const renamed = new Set(clashing.map((file) => path.basename(file)))
  const inPlace = modules.filter((file) => !renamed.has(file)).filter(wanted)
  return {
    name: root,
    jobs: [
      ...inPlace.map(jobIn(root, paths)),
      ...clashing.filter(wanted).map(jobIn(scratch, listModules(scratch).paths)),
    ],
  }
}

function jobIn(projectDir: string, paths: string[]) {
  return (modulePath: string) => ({ projectDir, paths, modulePath })
}

function wanted(file: string): boolean {
  return only.length === 0 || only.some((name) => file.includes(name))
}

function report(): void {
  const figures = summarise(measures)
  say('')
  for (const [key, { value, unit, n }] of Object.entries(figures)) {
    say(
      `${key.padEnd(20)} ${unit === 'share' ? `${(100 * value).toFixed(1)} %` : `${value.toFixed(1)} ${unit}`} (n = ${n})`,
    )
  }
  const out = path.join(toolEnv().ASSAY_DATA, 'bench')
  mkdirSync(out, { recursive: true })
  const result = { name: `bench:tests ${workload.name}`, date: new Date().toISOString(), figures }
  writeFileSync(path.join(out, 'tests.json'), `${JSON.stringify(result, null, 2)}\n`)
  // A folder or modules named by hand may be few; the default workload is what claims rest on.
  const isDefault = (folder === undefined || folder === '') && only.length === 0
  const missed = [
    (measures.length === 0 || (isDefault && measures.length < LEAST_MODULES)) &&
      `modules (${measures.length}, at least ${isDefault ? LEAST_MODULES : 1} needed)`,
    figures.passTwiceShare.value < TARGETS.passTwiceShare && 'passTwiceShare',
    figures.lineCoverageMean.value < TARGETS.lineCoverageMean && 'lineCoverageMean',
    figures.secondsMedian.value > TARGETS.secondsMedian && 'secondsMedian',
  ].filter((name) => name !== false)
  if (missed.length > 0) {
    process.stderr.write(`Missed: ${missed.join(', ')}\n`)
    process.exitCode = 1
  }
}
