import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll } from 'vitest'

const living = new Set<ChildProcess>()
afterAll(() => {
  for (const child of living) child.kill('SIGKILL')
})

export interface TestWorker {
  /** like a crash or the out-of-memory killer: nothing is cleaned up */
  killHard: () => Promise<void>
  /** like a deployment: it may drain */
  stop: () => Promise<void>
}

/** A worker process on this test file's database; resolves once it takes work. */
export async function startTestWorker(
  entry = 'lib/testing/scripted-worker-main.ts',
  env: Record<string, string> = {},
): Promise<TestWorker> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=react-server', entry], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  living.add(child)
  child.once('exit', () => living.delete(child))
  const first = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (first[0] !== 'ready') throw new Error(`the worker ended before it was ready: ${first.join(' ')}`)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return { killHard: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}
