import { spawn } from 'node:child_process'
import { projectRoot } from '../data-folder.mjs'

const keptOutput = 20_000
const graceMs = 10_000

/**
 * Ends a command with everything it started, which is its process group.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killGroup(child, signal) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/**
 * @param {Record<string, string | undefined>} changes undefined: to be removed
 * @returns {NodeJS.ProcessEnv} our environment with the changes
 */
function changedEnvironment(changes) {
  const env = { ...process.env }
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete env[name]
    else env[name] = value
  }
  return env
}

/**
 * Runs a command of the checkout and waits for its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, echo?: boolean, timeoutMs?: number,
 *   onSpawn?: (pid: number) => void }} [options] env changes ours; echo passes the output on while it comes
 * @returns {Promise<{ code: number, output: string }>} output: the end of stdout and stderr together;
 *   code 127 when the command cannot be started, 124 after the timeout
 */
export function runCommand(command, args, { env = {}, echo = false, timeoutMs, onSpawn } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: changedEnvironment(env),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    if (child.pid !== undefined) onSpawn?.(child.pid)
    let output = ''
    let timedOut = false
    const killWithUs = () => killGroup(child, 'SIGTERM')
    process.once('exit', killWithUs)
    const keep = (chunk) => {
      output = (output + chunk).slice(-keptOutput)
      if (echo) process.stderr.write(chunk)
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    const giveUp = () => {
      timedOut = true
      killGroup(child, 'SIGTERM')
      setTimeout(() => killGroup(child, 'SIGKILL'), graceMs).unref()
    }
    const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs)
    const end = (code) => {
      clearTimeout(timer)
      process.off('exit', killWithUs)
      resolve({ code: timedOut ? 124 : code, output })
    }
    child.on('error', (error) => {
      keep(error.message)
      end(127)
    })
    child.on('close', (code) => end(code ?? 1))
  })
}
