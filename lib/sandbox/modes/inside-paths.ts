import 'server-only'
import type { SandboxRequest } from '@/lib/sandbox/sandbox-types'

/** Where the named folders are seen inside: `in`, `box` and the names of `inputs`. */
export type InsidePaths = Record<string, string>

/** Replaces `{in}`, `{box}` and the names of further inputs; other braces stay as they are. */
export function fillPaths(text: string, paths: InsidePaths): string {
  return text.replace(/\{([a-z][a-z0-9-]*)\}/g, (whole, name: string) => paths[name] ?? whole)
}

/** The whole environment of the sandboxed program: fixed values for repeatable runs, then the request's. */
export function insideEnv(request: SandboxRequest, paths: InsidePaths): Record<string, string> {
  const env: Record<string, string> = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: '{box}',
    TMPDIR: '{box}',
    USER: 'sandbox',
    LOGNAME: 'sandbox',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    MALLOC_ARENA_MAX: '2',
    PYTHONHASHSEED: '0',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONNOUSERSITE: '1',
    ...request.env,
  }
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fillPaths(value, paths)]))
}
