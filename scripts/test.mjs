/**
 * Every check there is: installs what is missing, then format, lint, types, migration drift, unit, database and
 * end-to-end tests. A failed step does not hide the others. The last line is `N passed, N failed`.
 * `npm test` · `npm test -- unit db`: these steps only
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { steps } from './checks/steps.mjs'
import { testEnvironment } from './checks/test-environment.mjs'
import { emptyTestFolder, lockFolder, testFolder } from './checks/test-folder.mjs'
import { createProgress, secondsSince } from './progress.mjs'
import { claimInstance } from './serve/instance-file.mjs'
import { createShutdown } from './serve/shutdown.mjs'
import { checkNode } from './setup/check-node.mjs'
import { generateClient } from './setup/generate-client.mjs'
import { installDependencies } from './setup/install-dependencies.mjs'
import { prepareBrowser } from './setup/prepare-browser.mjs'
import { preparePython } from './setup/prepare-python.mjs'
import { describeError, SetupError } from './setup-error.mjs'

const began = performance.now()
const { positionals } = parseArgs({ allowPositionals: true, options: {} })
const postgresFolder = path.join(testFolder, 'throw-away-postgres')
const networkLog = path.join(testFolder, 'network.log')
const resultsFolder = path.join(testFolder, 'results')

/** @returns {typeof steps} the steps asked for, all when none is named */
function chooseSteps() {
  const names = steps.map(({ name }) => name)
  const unknown = positionals.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    throw new SetupError(`There is no step named ${unknown.join(', ')}.`, `Choose from: ${names.join(', ')}`)
  }
  return positionals.length === 0 ? steps : steps.filter(({ name }) => positionals.includes(name))
}

/** @param {ReturnType<typeof createShutdown>} shutdown */
async function startDatabase(shutdown) {
  const { startPostgres } = await import('./postgres/start-postgres.mjs')
  const { stopPostgres } = await import('./postgres/stop-postgres.mjs')
  shutdown.add(() => stopPostgres(postgresFolder))
  return startPostgres({ folder: postgresFolder, database: 'assay_test', throwaway: true })
}

/**
 * @param {typeof steps} chosen
 * @param {ReturnType<typeof createShutdown>} shutdown
 * @returns {Promise<string | undefined>} URL of the throw-away database, when a step needs one
 */
async function prepare(chosen, shutdown) {
  const needs = new Set(chosen.flatMap((step) => step.needs))
  const { step } = createProgress(3 + needs.size)
  let databaseUrl
  await step('Node', () => {
    checkNode()
    return process.versions.node
  })
  await step('packages', installDependencies)
  await step('database client', generateClient)
  // A server of a run that was killed must end before its folder is emptied.
  const { stopPostgres } = await import('./postgres/stop-postgres.mjs')
  for (const folder of [postgresFolder, path.join(testFolder, 'postgres')]) await stopPostgres(folder)
  process.env.ASSAY_DATA = emptyTestFolder()
  mkdirSync(resultsFolder, { recursive: true })
  if (needs.has('python')) await step('Python', preparePython)
  if (needs.has('browser')) await step('browser', prepareBrowser)
  if (needs.has('database')) {
    await step('database', async () => {
      const server = await startDatabase(shutdown)
      databaseUrl = server.url
      return `${server.origin} Postgres on port ${server.port}`
    })
  }
  return databaseUrl
}

/**
 * @param {typeof steps} chosen
 * @param {string | undefined} databaseUrl
 */
async function runSteps(chosen, databaseUrl) {
  const env = testEnvironment({ folder: testFolder, databaseUrl, networkLog })
  const context = { env, databaseUrl, resultsFolder }
  const rows = []
  for (const [place, { name, run }] of chosen.entries()) {
    process.stdout.write(`\n── ${place + 1}/${chosen.length} ${name} ──\n`)
    const start = performance.now()
    const counts = await run(context).catch((error) => {
      process.stdout.write(`${describeError(error)}\n`)
      return { passed: 0, failed: 1, skipped: 0 }
    })
    rows.push({ name, ...counts, time: secondsSince(start) })
  }
  if (existsSync(networkLog)) {
    process.stdout.write(
      `\nConnections to the outside were tried:\n${readFileSync(networkLog, 'utf8').slice(0, 4000)}`,
    )
    rows.push({ name: 'network', passed: 0, failed: 1, skipped: 0, time: '' })
  }
  return rows
}

/** @param {Awaited<ReturnType<typeof runSteps>>} rows */
function printTable(rows) {
  process.stdout.write('\n')
  for (const { name, passed, failed, skipped, time } of rows) {
    const mark = failed === 0 ? 'ok  ' : 'FAIL'
    const figures = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} SKIPPED` : ''}`
    process.stdout.write(`${mark}  ${name.padEnd(8)} ${figures.padEnd(40)} ${time}\n`)
  }
  process.stdout.write(`all of it took ${secondsSince(began)}\n`)
}

/** @param {ReturnType<typeof createShutdown>} shutdown */
async function main(shutdown) {
  const chosen = chooseSteps()
  mkdirSync(lockFolder, { recursive: true })
  const other = claimInstance(lockFolder, 'npm test')
  if (other)
    throw new SetupError(
      `npm test already runs here (pid ${other.pid}).`,
      'Wait for it, or set ASSAY_TEST_DATA to another folder.',
    )
  const rows = await runSteps(chosen, await prepare(chosen, shutdown))
  printTable(rows)
  return rows
}

const shutdown = createShutdown((line) => process.stdout.write(`${line}\n`), 130)
let passed = 0
let failed = 0
try {
  for (const row of await main(shutdown)) {
    passed += row.passed
    failed += row.failed
  }
} catch (error) {
  process.stdout.write(`\n${describeError(error)}\n`)
  failed = 1
}
await shutdown.stop()
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
