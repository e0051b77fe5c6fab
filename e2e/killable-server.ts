import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { World } from './seed/world'

export interface KillableServer {
  url: string
  /** At once, as a machine that fails: nothing is said to anybody. */
  kill(): Promise<void>
  /** At the same address. */
  start(): Promise<void>
}

/** A second web server on the database of the first, so that a journey can kill it while the others go on. */
export async function startKillableServer({ databaseUrl, baseUrl }: World): Promise<KillableServer> {
  // The one after the first server's is the stand-in's.
  const port = Number(new URL(baseUrl).port) + 2
  const url = `http://127.0.0.1:${port}`
  const secretOf = (file: string) =>
    readFileSync(path.resolve(process.env.ASSAY_DATA ?? '', file), 'utf8').trim()
  const env: NodeJS.ProcessEnv = {
    BETTER_AUTH_SECRET: secretOf('auth-secret'),
    ASSAY_SECRET_KEY: secretOf('secret-key'),
    ...process.env,
    ...{ PORT: String(port), ASSAY_URL: url, DATABASE_URL: databaseUrl },
    ...{ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ASSAY_LOG_LEVEL: 'warn' },
  }
  let server: ChildProcess | undefined
  const start = async () => {
    server = fork('e2e/serve-web.mjs', [], {
      env,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const said = await Promise.race([once(server, 'message'), once(server, 'exit')])
    if (said[0] !== 'ready') throw new Error(`the second server ended before it was ready: ${said[0]}`)
  }
  const kill = async () => {
    if (server === undefined) return
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    server = undefined
    await gone
  }
  await start()
  return { url, start, kill }
}
