/**
 * The command that does everything: installs, prepares, builds and serves Assay. Every step is skipped when there is
 * nothing to do. Only modules of Node are imported before the packages are known to be there.
 * `npm start` · `--web` or `--worker`: one role, on a shared DATABASE_URL · `--dev`: development server
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { dataFolder, projectRoot } from './data-folder.mjs'
import { createProgress, secondsSince } from './progress.mjs'
import { claimInstance } from './serve/instance-file.mjs'
import { assertPortFree, serveWeb } from './serve/serve-web.mjs'
import { createShutdown } from './serve/shutdown.mjs'
import { superviseWorker, watchSources } from './serve/supervise-worker.mjs'
import { buildApp, markServing } from './setup/build-app.mjs'
import { checkNode } from './setup/check-node.mjs'
import { generateClient } from './setup/generate-client.mjs'
import { installDependencies } from './setup/install-dependencies.mjs'
import { keepSecrets } from './setup/keep-secrets.mjs'
import { openDatabase } from './setup/open-database.mjs'
import { preparePython } from './setup/prepare-python.mjs'
import { describeError, SetupError } from './setup-error.mjs'

const workerEntry = path.join(projectRoot, 'lib/jobs/worker-main.ts')
const began = performance.now()
const { values: flags } = parseArgs({
  options: { web: { type: 'boolean' }, worker: { type: 'boolean' }, dev: { type: 'boolean' } },
})
const dev = flags.dev === true
const withWeb = !flags.worker
const withWorker = !flags.web
const withBuild = withWeb && !dev
const port = Number(process.env.PORT || 3000)
const host = process.env.HOST || '127.0.0.1'
const distDir = process.env.ASSAY_DIST_DIR || '.next'
const isAnyAddress = host === '0.0.0.0' || host === '::'
const url = process.env.ASSAY_URL || `http://${isAnyAddress ? '127.0.0.1' : host}:${port}`
const { say, step } = createProgress(withBuild ? 6 : 5)

/**
 * Sets what the environment leaves open: the servers read nothing but the environment.
 * @param {string} folder the data folder
 */
function completeEnvironment(folder) {
  // NODE_ENV: before next is loaded
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', ASSAY_DIST_DIR: distDir })
  process.env.NEXT_TELEMETRY_DISABLED ??= '1'
  process.env.ASSAY_DATA = folder
  process.env.ASSAY_URL = url
  keepSecrets(folder)
}

/**
 * @param {string} folder the data folder
 * @param {ReturnType<typeof createShutdown>} shutdown
 */
async function prepare(folder, shutdown) {
  await step('Node', () => {
    checkNode()
    return process.versions.node
  })
  await step('packages', installDependencies)
  completeEnvironment(folder)
  await step('database client', generateClient)
  const database = step('database', () => openDatabase({ dataFolder: folder, onStop: shutdown.add, say }))
  const python = step('Python', preparePython)
  const build = async (announce) => (await buildApp({ distDir, announce })).text
  await Promise.all([database, python, withBuild ? step('application', build) : null])
}

/** @param {ReturnType<typeof createShutdown>} shutdown */
async function serve(shutdown) {
  if (withWorker) {
    const worker = superviseWorker({ entry: workerEntry, say })
    shutdown.add(worker.stop)
    if (dev) watchSources(worker.restart)
  }
  if (!withWeb) return say(`\nThe worker runs (${secondsSince(began)}).\n`)
  if (!dev) markServing(distDir)
  const web = await serveWeb({ port, host, dev })
  shutdown.add(web.stop)
  say(`\nAssay is ready after ${secondsSince(began)}: ${url}\n`)
}

async function main() {
  if ((flags.web || flags.worker) && !process.env.DATABASE_URL) {
    throw new SetupError(
      'start:web and start:worker share a database, and DATABASE_URL is not set.',
      'Set DATABASE_URL, or run everything in one place with `npm start`.',
    )
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(
      `PORT is ${process.env.PORT}, which is no port.`,
      'Set it to a number from 1024 to 65535.',
    )
  }
  const folder = dataFolder()
  if (withWeb) {
    const other = claimInstance(folder, url)
    if (other)
      return say(`Assay already runs on ${folder}, or is being started: ${other.url} (pid ${other.pid}).`)
    await assertPortFree(port, host)
  }
  const shutdown = createShutdown(say)
  try {
    await prepare(folder, shutdown)
    await serve(shutdown)
  } catch (error) {
    process.stderr.write(`\n${describeError(error)}\n`)
    await shutdown.end(1)
  }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`\n${describeError(error)}\n`)
  process.exit(1)
}
