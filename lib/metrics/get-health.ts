import 'server-only'
import { db } from '@/lib/db/db'
import type { Health } from '@/lib/domain/health'
import { log } from '@/lib/log/log'
import { findToolchain } from '@/lib/python/toolchain'
import { chooseSandboxMode } from '@/lib/sandbox/choose-mode'
import packageFile from '../../package.json'
import { isWorkerAlive } from './is-worker-alive'
import { countToSumUp } from './rollups/count-to-sum-up'

const PATIENCE_MS = 2000

/** The outcome when it is there within the time, else `otherwise`; the work itself goes on. */
async function within<T, F>(work: Promise<T>, otherwise: F): Promise<T | F> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<F>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

async function isDatabaseReachable(): Promise<boolean> {
  try {
    return (await within(db().$queryRaw`SELECT 1`, null)) !== null
  } catch (error) {
    log.warn({ err: error }, 'health: the database does not answer')
    return false
  }
}

async function describeWorker(): Promise<Health['worker']> {
  try {
    return (await isWorkerAlive()) ? 'alive' : 'none'
  } catch (error) {
    log.warn({ err: error }, 'health: cannot read the workers')
    return 'unknown'
  }
}

/** What the work says, null when it takes too long or breaks: then it is not known. */
async function known<T>(what: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await within(work(), null)
  } catch (error) {
    log.warn({ err: error }, `health: cannot tell the ${what}`)
    return null
  }
}

async function describeSandbox(): Promise<Health['sandbox']> {
  const report = await known('sandbox', chooseSandboxMode)
  if (report === null) return null
  const { mode, attacks, checkedAt } = report
  const attacksBlocked = attacks.filter((attack) => attack.blocked).length
  return { mode, attacksBlocked, attacks: attacks.length, checkedAt }
}

async function describePython(): Promise<Health['python']> {
  const toolchain = await known('Python', findToolchain)
  if (toolchain === null) return null
  if ('reason' in toolchain) return { version: null, pytest: null, coverage: null }
  return { version: toolchain.version, pytest: toolchain.pytestVersion, coverage: toolchain.coverageVersion }
}

async function describeCharts(): Promise<Health['charts']> {
  const teams = await known('charts', () => countToSumUp())
  return teams === null ? 'unknown' : teams === 0 ? 'ok' : 'summing-up'
}

/** How the server is: database, worker, charts, sandbox and Python of this machine. Answers within about 2 s, never throws. */
export async function getHealth(): Promise<Health> {
  const [isReachable, sandbox, python] = await Promise.all([
    isDatabaseReachable(),
    describeSandbox(),
    describePython(),
  ])
  const [worker, charts] = isReachable
    ? await Promise.all([describeWorker(), describeCharts()])
    : (['unknown', 'unknown'] as const)
  // What is not known yet (null) cannot execute yet: only a measured sandbox and Python are ok.
  const canExecute =
    sandbox !== null && sandbox.mode !== 'refuse' && python !== null && python.version !== null
  const status = !isReachable ? 'down' : worker === 'alive' && canExecute ? 'ok' : 'degraded'
  const database = isReachable ? 'ok' : 'unreachable'
  return { status, version: packageFile.version, database, worker, charts, sandbox, python }
}
