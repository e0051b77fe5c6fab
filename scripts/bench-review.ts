/**
 * How good is the evidence of code review without a model? `npm run bench:review -- <folder with the fetched sets> [--only=…]`
 * The sets are found by what is in them; a missing one is said, and its figures count as missed unless `--only` leaves its
 * part out. Parts: `owasp`, `security-eval`, `quixbugs`, `stdlib`, `speed`, `all-files`, `repeats`, `edits`, `patches`,
 * `learning`. What each figure means stands at the function that measures it. Table to stdout, figures to
 * `<data folder>/bench/review.json`. Exit code 1 when a figure misses its bound (`bench/bounds.ts`) or was not measured. Meant
 * for an otherwise idle machine: the load is told beside the figures.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { toolEnv } from '@/lib/env'
import type { SourceFile } from '@/lib/python/read-modules'
import { measureLearning } from '@/lib/testing/measure-learning'
import { boundText, whatIsMissed } from './bench/bounds'
import { measureEdits, measurePatches } from './bench/review-edits'
import { measureOwasp } from './bench/review-owasp'
import { measureQuixBugs } from './bench/review-quixbugs'
import { measureSecurityEval } from './bench/review-security-eval'
import { measureAllFiles, measureRepeats, measureThousandLines } from './bench/review-speed'
import { measureStdlib } from './bench/review-stdlib'
import type { Figure } from './bench/summarise'

type Figures = Record<string, Figure>

/** Each set is known by a file or folder that only it has. */
const MARKS = { owasp: 'testcode', 'security-eval': 'dataset.jsonl', quixbugs: 'correct_python_programs' }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' } },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const progress = (line: string) => process.stderr.write(`${line}\n`)
const [loadBefore = 0] = os.loadavg()

function findSet(name: keyof typeof MARKS): string | null {
  const [root] = positionals
  if (root === undefined) return null
  const folders = [root, ...readdirSync(root).map((entry) => path.join(root, entry))]
  return folders.find((folder) => existsSync(path.join(folder, MARKS[name]))) ?? null
}

function readFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py'))
    .sort()
    .map((file) => ({ path: file, source: readFileSync(path.join(folder, file), 'utf8') }))
}

const withSet = (name: keyof typeof MARKS, measure: (folder: string) => Promise<Figures>) => async () => {
  const folder = findSet(name)
  if (folder !== null) return measure(folder)
  say(`${name}: no folder with ${MARKS[name]} was given, its figures are not measured`)
  return {}
}

const parts: Record<string, () => Promise<Figures>> = {
  owasp: withSet('owasp', (folder) => measureOwasp(folder, say)),
  'security-eval': withSet('security-eval', (folder) => measureSecurityEval(folder, say)),
  quixbugs: withSet('quixbugs', (folder) => measureQuixBugs(folder, say)),
  stdlib: () => measureStdlib(say),
  speed: measureThousandLines,
  'all-files': withSet('owasp', (folder) => measureAllFiles(readFiles(path.join(folder, 'testcode')))),
  repeats: measureRepeats,
  edits: () => measureEdits(say, path.join(toolEnv().ASSAY_DATA, 'bench', 'postgres')),
  patches: () => measurePatches(say),
  learning: measureSimulatedTeams,
}

/** What is shown after 50 verdicts of simulated teams: see measure-learning.ts. */
async function measureSimulatedTeams(): Promise<Figures> {
  const { seeds: n, calibrationError, shownPrecision, trueKept } = measureLearning()
  return {
    learnedCalibrationError: { value: calibrationError, unit: 'share', n },
    learnedPrecision: { value: shownPrecision, unit: 'share', n },
    learnedTrueKept: { value: trueKept, unit: 'share', n },
  }
}

const figures: Figures = {}
const asked = (values.only ?? Object.keys(parts).join(',')).split(',')
for (const name of asked) {
  const measure = parts[name]
  if (measure === undefined) throw new Error(`There is no part ${name}: ${Object.keys(parts).join(', ')}`)
  progress(`${name} …`)
  Object.assign(figures, await measure())
}
report()

function report(): void {
  say(`\n${'figure'.padEnd(24)} ${'value'.padStart(10)} ${'unit'.padEnd(9)} ${'n'.padStart(6)}  bound`)
  for (const [name, { value, unit, n }] of Object.entries(figures)) {
    const shown = Number.isInteger(value) ? String(value) : value.toFixed(unit === 'ms' ? 1 : 3)
    say(
      `${name.padEnd(24)} ${shown.padStart(10)} ${unit.padEnd(9)} ${String(n).padStart(6)}  ${boundText(name)}`,
    )
  }
  const [loadAverage = 0] = os.loadavg()
  const out = path.join(toolEnv().ASSAY_DATA, 'bench')
  mkdirSync(out, { recursive: true })
  const result = { name: 'review', date: new Date().toISOString(), loadBefore, loadAverage, figures }
  const text = `${JSON.stringify(result, null, 2)}\n`
  for (const file of ['review.json', 'bench.json']) writeFileSync(path.join(out, file), text)
  say(
    `\nload ${loadBefore.toFixed(1)} before, ${loadAverage.toFixed(1)} at the end, ${os.availableParallelism()} processors`,
  )
  const missed = whatIsMissed(asked, figures)
  if (missed.length > 0) {
    progress(`Missed: ${missed.join(', ')}`)
    process.exitCode = 1
  }
  say(`Written to ${path.join(out, 'review.json')}`)
}
