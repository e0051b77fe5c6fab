import 'server-only'
import { z } from 'zod'
import type { PythonToolchain } from '@/lib/python/python-toolchain'
import { runTool } from '@/lib/python/toolchain/run-tool'
import { othersCanEnter } from '@/lib/sandbox/reachable-dir'

// Reads versions without importing: importing pytest takes as long as ten of these.
const PROBE = `
import importlib.metadata, importlib.util, json, os, sys
sys.path[:0] = sys.argv[1:]
def version(name):
    try:
        return importlib.metadata.version(name) if importlib.util.find_spec(name) else None
    except Exception:
        return None
print(json.dumps({
    "executable": sys.executable, "realExecutable": os.path.realpath(sys.executable),
    "version": ".".join(map(str, sys.version_info[:3])), "supported": sys.version_info >= (3, 9),
    "prefix": sys.prefix, "basePrefix": sys.base_prefix,
    "pytestVersion": version("pytest"), "coverageVersion": version("coverage"),
}))`

const Probe = z.object({
  executable: z.string(),
  realExecutable: z.string(),
  version: z.string(),
  supported: z.boolean(),
  prefix: z.string(),
  basePrefix: z.string(),
  pytestVersion: z.string().nullable(),
  coverageVersion: z.string().nullable(),
})

export type ProbedInterpreter = Omit<PythonToolchain, 'origin'>

/**
 * What an interpreter offers when `pythonPath` is put before its own packages.
 * A reason in words when it cannot serve: missing, too old, or out of reach of the sandbox's user.
 */
export async function probeInterpreter(
  candidate: string,
  pythonPath: string[] = [],
): Promise<ProbedInterpreter | { reason: string }> {
  const answer = await runTool(candidate, ['-E', '-s', '-B', '-c', PROBE, ...pythonPath], {
    timeoutMs: 20_000,
  })
  if (!answer.ok)
    return { reason: `${candidate}: ${answer.stderr.trim().split('\n').at(-1) ?? 'does not run'}` }
  const probe = Probe.parse(JSON.parse(answer.stdout))
  if (!probe.supported) return { reason: `${candidate}: Python ${probe.version} is older than 3.9` }
  const prefixes = [...new Set([probe.prefix, probe.basePrefix, realPrefix(probe.realExecutable)])]
  const outside = prefixes.filter((prefix) => prefix !== '/' && !/^\/usr(\/|$)/.test(prefix))
  if (process.getuid?.() === 0) {
    for (const prefix of outside) {
      if (!(await othersCanEnter(prefix))) {
        return { reason: `${candidate}: ${prefix} can only be read by root, and tests never run as root` }
      }
    }
  }
  return {
    interpreter: probe.executable,
    version: probe.version,
    pythonPath,
    readPaths: outside,
    pytestVersion: probe.pytestVersion,
    coverageVersion: probe.coverageVersion,
  }
}

/** The folder above `bin` where the executable really lies. */
function realPrefix(executable: string): string {
  return executable.replace(/\/bin\/[^/]+$/, '')
}
