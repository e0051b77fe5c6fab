import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { promisify } from 'node:util'
import { cookieOf } from '@/e2e/sessions'
import { closeDb, db } from '@/lib/db/db'
import { LEVELS_VERSION } from '@/lib/metrics/rollups/levels-version'
import { rebuildRollups } from '@/lib/metrics/rollups/rebuild-rollups'
import { SEED_PASSWORD } from '@/lib/testing/seed/seed-person'
import type { LoadAsk } from '../../load/load-plan'
import { loadName, loadTeam } from '../../load/load-team'
import { LOAD_TEAM, signInOf } from '../../load/load-world'
import { benchEnvironment } from '../bench-environment'

const run = promisify(execFile)
const SCRIPT = 'scripts/bench/load-database.mjs'
const DAY_MS = 86_400_000

export interface LoadBench {
  baseUrl: string
  databaseUrl: string
  /** a session for each viewer */
  cookies: string[]
  stop: () => Promise<void>
}

/** Everything but the end tells the load: of the last day's it serves as well. It is summed up last of all. */
async function isThere(ask: LoadAsk): Promise<boolean> {
  const team = await db().team.findUnique({ where: { slug: LOAD_TEAM } })
  if (team === null || team.rollupLevels === null) return false
  const untilMs = Date.parse(`${/until (.*)$/.exec(team.name)?.[1]}:00Z`)
  const isSame = team.name === loadName({ ...ask, until: new Date(untilMs).toISOString() })
  return isSame && Date.parse(ask.until) - untilMs < DAY_MS
}

/** Charts of sums that are not there would be quick, and empty. */
async function sumUpByLevelsOfNow(say: (line: string) => void): Promise<void> {
  const { id, rollupLevels } = await db().team.findUniqueOrThrow({ where: { slug: LOAD_TEAM } })
  if (rollupLevels === LEVELS_VERSION) return
  say('the load is summed up anew, by other levels')
  await rebuildRollups(id)
}

/** The load in a database of its own, made when it is not there, and, for viewers, the application served from it. */
export async function startLoad(given: {
  out: string
  ask: LoadAsk
  viewers: number
  say: (line: string) => void
}): Promise<LoadBench> {
  const { out, ask, viewers, say } = given
  const folder = path.join(out, 'load')
  const name = `load_${ask.runs}`
  const open = async (flag: string[] = []) =>
    (await run(process.execPath, [SCRIPT, folder, name, ...flag])).stdout.trim()
  let databaseUrl = await open()
  const stopDatabase = async () => void (await run(process.execPath, [SCRIPT, folder, name, '--stop']))
  Object.assign(process.env, benchEnvironment(databaseUrl, 'http://127.0.0.1:1'))
  if (!(await isThere(ask))) {
    await closeDb()
    databaseUrl = await open(['--anew'])
    await loadTeam({ databaseUrl, ask, say })
  }
  await sumUpByLevelsOfNow(say)
  if (viewers === 0) return { baseUrl: '', databaseUrl, cookies: [], stop: stopDatabase }
  const web = spawn(process.execPath, ['scripts/bench/bench-web.mjs'], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [baseUrl] = await Promise.race([once(web, 'message'), once(web, 'exit')])
  if (typeof baseUrl !== 'string') throw new Error(`the server ended before it was ready: ${baseUrl}`)
  const world = { baseUrl, password: SEED_PASSWORD }
  const people = Array.from({ length: viewers }, (_, viewer) => signInOf(viewer))
  const cookies: string[] = []
  for (const email of people) cookies.push(await cookieOf(world, email))
  return {
    baseUrl,
    databaseUrl,
    cookies,
    stop: async () => {
      const gone = once(web, 'exit')
      web.kill('SIGTERM')
      await gone
      await stopDatabase()
    },
  }
}
