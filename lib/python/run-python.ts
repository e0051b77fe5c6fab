import 'server-only'
import { helpersFolder } from '@/lib/python/helper-files'
import type { PythonToolchain } from '@/lib/python/python-toolchain'
import { runSandboxed } from '@/lib/sandbox/run-sandboxed'
import type { SandboxLimits, SandboxResult } from '@/lib/sandbox/sandbox-types'

export type PythonRun = {
  toolchain: PythonToolchain
  /** Arguments of the interpreter; `{in}` is the project folder, `{helpers}` our helpers, `{box}` the scratch. */
  args: string[]
  /** The project folder; without it only our helpers are seen inside. */
  projectDir?: string
  /** Further read-only folders by placeholder name. */
  inputs?: Record<string, string>
  stdin?: string
  /** PYTHONHASHSEED */
  hashSeed?: number
  limits?: Partial<SandboxLimits>
  signal?: AbortSignal
  onStdoutLine?: (line: string) => void
}

/** Runs the tool chain's interpreter in the sandbox, with our helpers and its test tools importable. */
export function runPython(run: PythonRun): Promise<SandboxResult> {
  const tools = Object.fromEntries(run.toolchain.pythonPath.map((folder, index) => [`tools${index}`, folder]))
  const pythonPath = ['{helpers}', ...Object.keys(tools).map((name) => `{${name}}`)].join(':')
  return runSandboxed({
    inputDir: run.projectDir ?? helpersFolder(),
    inputs: { helpers: helpersFolder(), ...tools, ...run.inputs },
    argv: [run.toolchain.interpreter, ...run.args],
    env: { PYTHONPATH: pythonPath, PYTHONHASHSEED: String(run.hashSeed ?? 0) },
    readPaths: run.toolchain.readPaths,
    stdin: run.stdin,
    limits: run.limits,
    signal: run.signal,
    onStdoutLine: run.onStdoutLine,
  })
}
