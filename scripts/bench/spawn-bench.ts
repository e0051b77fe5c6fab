import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { workerArgs } from '../serve/worker-args.mjs'

const run = promisify(execFile)

/** Starts the bench's own, empty database below `folder`; `stop` ends it. */
export async function startBenchDatabase(
  folder: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const script = 'scripts/bench/bench-database.mjs'
  const { stdout } = await run(process.execPath, [script, folder])
  return {
    url: stdout.trim(),
    stop: async () => {
      await run(process.execPath, [script, folder, '--stop'])
    },
  }
}

export interface BenchWorker {
  stop: () => Promise<void>
  /** like a crash: nothing is cleaned up */
  kill: () => Promise<void>
  /** processor time that the process has used so far; Linux tells it in hundredths of a second */
  cpuMs: () => number
}

function cpuMsOf(pid: number | undefined): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // After the name, which may hold anything: state is the 3rd field, user and system time are the 14th and 15th.
  const [, ...fields] = text.slice(text.lastIndexOf(')')).split(' ')
  return 10 * (Number(fields[11]) + Number(fields[12]))
}

/** Starts a worker process with this environment; resolves once it takes work. */
export async function startBenchWorker(
  env: Record<string, string>,
  entry = 'scripts/bench/bench-worker.ts',
): Promise<BenchWorker> {
  const child = spawn(process.execPath, [...workerArgs, entry], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (first !== 'ready') throw new Error(`the worker ended before it was ready: ${first}`)
  const end = async (signal: NodeJS.Signals) => {
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return { stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), cpuMs: () => cpuMsOf(child.pid) }
}
