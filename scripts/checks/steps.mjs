import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { freePort } from '../process/free-port.mjs'
import { runCommand } from '../process/run-command.mjs'
import { buildApp } from '../setup/build-app.mjs'
import { countPlaywright, countVitest } from './count-results.mjs'

const minuteMs = 60_000
const bins = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  next: 'node_modules/next/dist/bin/next',
  playwright: 'node_modules/@playwright/test/cli.js',
  prisma: 'node_modules/prisma/build/index.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
}

/**
 * @typedef {'python' | 'database' | 'browser'} Need what must be prepared first; packages always are
 * @typedef {{ env: Record<string, string | undefined>, databaseUrl?: string, resultsFolder: string }} Context
 * @typedef {{ name: string, needs: Need[], run: (context: Context) => Promise<import('./count-results.mjs').Counts> }} Step
 */

/**
 * @param {keyof typeof bins} tool
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @param {number} timeoutMs
 */
const runTool = (tool, args, env, timeoutMs = 5 * minuteMs) =>
  runCommand(process.execPath, [bins[tool], ...args], { env, echo: true, timeoutMs })

/** A check that is no test counts as one. @param {number} code */
const countCheck = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 })

/** Tests with a database wait for it, for workers and for clocks: three at a time, even on two cores. */
const databaseWorkers = Math.max(3, availableParallelism() - 1)

/**
 * @param {string} project
 * @param {Context} context
 * @param {string[]} options
 */
async function runVitest(project, { env, resultsFolder }, options = []) {
  const report = path.join(resultsFolder, `${project}.json`)
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', '--project', project, ...options, ...reporters]
  const { code } = await runTool('vitest', args, env, 8 * minuteMs)
  return countVitest(report, code)
}

/** @param {Context} context */
async function runTypes({ env }) {
  const generated = await runTool('next', ['typegen'], env)
  const product = await runTool('tsc', ['--noEmit'], env)
  const scripts = await runTool('tsc', ['--noEmit', '--project', 'scripts'], env)
  return countCheck(generated.code || product.code || scripts.code)
}

/** @param {Context} context */
async function runDrift({ env, databaseUrl }) {
  const args = [
    'migrate',
    'diff',
    '--from-migrations',
    'prisma/migrations',
    '--to-schema',
    'prisma/schema.prisma',
  ]
  return countCheck(
    (await runTool('prisma', [...args, '--exit-code'], { ...env, DATABASE_URL: databaseUrl })).code,
  )
}

/** @param {Context} context */
async function runJourneys({ env, resultsFolder }) {
  const [port, standInPort] = [await freePort(), await freePort()]
  const report = path.join(resultsFolder, 'e2e.json')
  rmSync(report, { force: true })
  const { distDir } = await buildApp({
    distDir: process.env.ASSAY_DIST_DIR || '.next',
    otherwise: '.next-e2e',
    announce: (text) => process.stdout.write(`application: ${text}\n`),
  })
  const place = { PORT: String(port), ASSAY_STAND_IN_PORT: String(standInPort), ASSAY_DIST_DIR: distDir }
  const reports = { PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_HTML_OPEN: 'never' }
  const args = ['test', '--reporter=list,json']
  const { code } = await runTool('playwright', args, { ...env, ...place, ...reports }, 12 * minuteMs)
  return countPlaywright(report, code)
}

/** Everything `npm test` does, in this order. @type {Step[]} */
export const steps = [
  {
    name: 'format',
    needs: [],
    run: async ({ env }) => countCheck((await runTool('biome', ['format', '.'], env)).code),
  },
  {
    name: 'lint',
    needs: [],
    run: async ({ env }) => countCheck((await runTool('biome', ['lint', '.'], env)).code),
  },
  { name: 'types', needs: [], run: runTypes },
  { name: 'drift', needs: ['database'], run: runDrift },
  { name: 'unit', needs: ['python'], run: (context) => runVitest('unit', context) },
  {
    name: 'db',
    needs: ['python', 'database'],
    run: (context) => runVitest('db', context, [`--maxWorkers=${databaseWorkers}`]),
  },
  { name: 'e2e', needs: ['python', 'browser'], run: runJourneys },
]
