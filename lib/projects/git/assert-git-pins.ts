import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { describeGitFailure } from './describe-git-failure'
import type { RunGit } from './run-git'

/** The first that knows `http.curloptResolve`; older ones ignore it without a word (git's release notes, 2.37). */
const FIRST_PINNING = [2, 37] as const
const VERSION_TIMEOUT_MS = 10_000

/** True when this output of `git --version` is of a git that can pin a host's address. */
export function canPin(versionText: string): boolean {
  const [, major, minor] = /^git version (\d+)\.(\d+)/.exec(versionText)?.map(Number) ?? []
  if (major === undefined || minor === undefined) return false
  return major > FIRST_PINNING[0] || (major === FIRST_PINNING[0] && minor >= FIRST_PINNING[1])
}

const known = new WeakSet<RunGit>()

/** Refuses a git that would ask DNS again and so could be led to a private address. Asked once; a refusal is forgotten. */
export async function assertGitPins(folder: string, runGit: RunGit): Promise<void> {
  if (known.has(runGit)) return
  const result = await runGit({ folder, args: ['--version'], timeoutMs: VERSION_TIMEOUT_MS })
  if (result.exitCode !== 0) throw describeGitFailure(result)
  const version = result.stdout.toString('utf8').trim()
  if (!canPin(version)) {
    const text = `This server has ${version}; fetching needs git 2.37 or newer. Update git, or upload an archive.`
    throw new AssayError('unavailable', text, { fields: { url: text } })
  }
  known.add(runGit)
}
