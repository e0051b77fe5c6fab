import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../data-folder.mjs'
import { waitUntil } from '../process/wait-until.mjs'
import { workerArgs } from './worker-args.mjs'

const preload = path.join(projectRoot, 'scripts/serve/end-with-parent.mjs')
const [firstDelayMs, longestDelayMs, healthyMs, drainMs] = [1000, 30_000, 60_000, 6000]

/**
 * Runs one worker process and starts it again, more and more slowly, when it ends by itself.
 * @param {{ entry: string, say: (line: string) => void }} options entry: path of the worker's main file
 * @returns {{ stop: () => Promise<void>, restart: () => void }} stop lets the worker drain, then kills it
 */
export function superviseWorker({ entry, say }) {
  let child
  let timer
  let stopping = false
  let delayMs = firstDelayMs

  const launch = () => {
    const began = Date.now()
    // A process group of its own: Ctrl-C reaches only us, and we let it drain.
    const args = [...workerArgs, '--import', preload, entry]
    child = spawn(process.execPath, args, {
      cwd: projectRoot,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.on('exit', (code, signal) => {
      child = undefined
      if (stopping) return
      if (Date.now() - began > healthyMs) delayMs = firstDelayMs
      say(`The worker ended (${signal ?? `exit code ${code}`}); it starts again in ${delayMs / 1000} s.`)
      timer = setTimeout(launch, delayMs)
      delayMs = Math.min(delayMs * 2, longestDelayMs)
    })
    child.on('error', (error) => say(`The worker could not be started: ${error.message}`))
  }
  launch()

  return {
    restart() {
      delayMs = firstDelayMs / 10
      child?.kill('SIGTERM')
    },
    async stop() {
      stopping = true
      clearTimeout(timer)
      child?.kill('SIGTERM')
      if (await waitUntil(() => child === undefined, { timeoutMs: drainMs })) return
      child?.kill('SIGKILL')
      await waitUntil(() => child === undefined, { timeoutMs: 1000 })
    },
  }
}

/**
 * For development: calls back after source files of the server changed.
 * @param {() => void} changed
 */
export function watchSources(changed) {
  let timer
  watch(path.join(projectRoot, 'lib'), { recursive: true }, (_event, file) => {
    if (!file || !/\.(ts|py)$/.test(file) || file.startsWith('db/generated')) return
    clearTimeout(timer)
    timer = setTimeout(changed, 300)
  })
}
