import 'server-only'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { toolEnv } from '@/lib/env'
import { othersCanEnter } from '@/lib/sandbox/reachable-dir'

const run = promisify(execFile)

let found: Promise<string | null> | null = null

/**
 * The interpreter for the Landlock launcher and the attack suite: any Python ≥ 3.9 that the sandbox's
 * own user may execute too. Null when there is none.
 */
export function launcherPython(): Promise<string | null> {
  found ??= search()
  return found
}

async function search(): Promise<string | null> {
  for (const candidate of [toolEnv().ASSAY_PYTHON, '/usr/bin/python3', '/usr/local/bin/python3', 'python3']) {
    const executable = candidate ? await realExecutable(candidate) : null
    if (executable !== null) return executable
  }
  return null
}

async function realExecutable(candidate: string): Promise<string | null> {
  const script =
    'import sys, os; print(os.path.realpath(sys.executable) if sys.version_info >= (3, 9) else "")'
  try {
    const { stdout } = await run(candidate, ['-I', '-S', '-c', script], { timeout: 10_000 })
    const executable = stdout.trim()
    if (executable === '') return null
    const prefix = executable.replace(/\/bin\/[^/]*$/, '')
    return process.getuid?.() !== 0 || (await othersCanEnter(prefix)) ? executable : null
  } catch {
    return null
  }
}
