import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * @param {number} pid
 * @param {string} column
 * @returns {string} one `ps` column, empty when there is no such process
 */
function askPs(pid, column) {
  const { status, stdout } = spawnSync('ps', ['-p', String(pid), '-o', `${column}=`], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}

/**
 * @param {number} pid
 * @returns {string[] | null} the fields of /proc/<pid>/stat after the name: [0] is the state
 */
function procStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/**
 * True while the process runs. A zombie counts as dead: in a container without an init nobody reaps it.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (process.platform === 'linux') {
    const stat = procStat(pid)
    return stat !== null && stat[0] !== 'Z'
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** @param {number} pid @returns {string} the command line, words separated by spaces; empty when unknown */
export function commandLine(pid) {
  if (process.platform !== 'linux') return askPs(pid, 'command')
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()
  } catch {
    return ''
  }
}

/**
 * A text that differs between two processes that had the same pid one after the other: boot id and start tick
 * on Linux, start time elsewhere. Empty when there is no such process.
 * @param {number} pid
 */
export function startMark(pid) {
  if (process.platform !== 'linux') return askPs(pid, 'lstart')
  const stat = procStat(pid)
  if (stat === null) return ''
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${stat[19]}`
}
