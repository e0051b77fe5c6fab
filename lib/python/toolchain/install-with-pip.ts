import 'server-only'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { lastLine } from '@/lib/python/toolchain/last-line'
import { runTool, type ToolResult } from '@/lib/python/toolchain/run-tool'

const INSTALL_TIMEOUT_MS = 180_000

/**
 * Installs packages into a folder of ours, so that no environment of anyone is changed. An interpreter
 * without pip lends it from a temporary virtual environment.
 * @returns what went wrong, or null.
 */
export async function installWithPip(
  interpreter: string,
  target: string,
  packages: string[],
): Promise<string | null> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 })
  const pip = await findPip(interpreter, `${target}.venv`)
  if (pip.python === null) return pip.problem
  const draft = `${target}.draft`
  await rm(draft, { recursive: true, force: true })
  const result = await runPip(pip.python, ['install', '--target', draft, ...packages])
  await rm(`${target}.venv`, { recursive: true, force: true })
  if (!result.ok) {
    await rm(draft, { recursive: true, force: true })
    return lastLine(result.stderr)
  }
  await rm(target, { recursive: true, force: true })
  const moved = await runTool('mv', [draft, target], { timeoutMs: 30_000 })
  return moved.ok ? null : lastLine(moved.stderr)
}

type FoundPip = { python: string; problem: null } | { python: null; problem: string }

async function findPip(interpreter: string, venv: string): Promise<FoundPip> {
  const own = await runTool(interpreter, ['-m', 'pip', '--version'], { timeoutMs: 30_000 })
  if (own.ok) return { python: interpreter, problem: null }
  const made = await runTool(interpreter, ['-m', 'venv', '--clear', venv], { timeoutMs: 60_000 })
  if (made.ok) return { python: path.join(venv, 'bin/python'), problem: null }
  return { python: null, problem: `no pip, and no venv: ${lastLine(made.stdout || made.stderr)}` }
}

function runPip(python: string, args: string[]): Promise<ToolResult> {
  const quiet = ['--disable-pip-version-check', '--no-input', '--quiet', '--retries', '1', '--timeout', '10']
  return runTool(python, ['-m', 'pip', ...quiet, ...args], { timeoutMs: INSTALL_TIMEOUT_MS })
}
