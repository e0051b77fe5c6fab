import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { describeGitFailure } from '../describe-git-failure'
import type { GitRequest, GitResult, RunGit } from '../run-git'

/** A bare repository of ours, in which nothing of a foreign configuration applies. */
export interface GitStore {
  folder: string
  /** Runs git in it. Throws `too-large` beyond a bound; an exit code that is not 0 is the caller's to read. */
  git(args: string[], bounds?: Partial<GitRequest>): Promise<GitResult>
}

const TIMEOUT_MS = 60_000
/** Larger files are never held in memory to be compared or packed. */
const BOUNDS = ['core.bigFileThreshold=8m']

/** `config`: settings that every command gets, such as the address that a host is pinned to. */
export function gitStore(folder: string, runGit: RunGit, config: string[] = []): GitStore {
  const settings = [...config, ...BOUNDS].flatMap((setting) => ['-c', setting])
  return {
    folder,
    async git(args, bounds = {}) {
      const result = await runGit({ folder, timeoutMs: TIMEOUT_MS, ...bounds, args: [...settings, ...args] })
      if (result.overflowed || result.timedOut) {
        const text = result.overflowed
          ? 'These changes are too many to be listed. Choose commits that are closer together.'
          : `Reading the repository did not end within ${TIMEOUT_MS / 1000} s. Try again, or paste the diff.`
        throw new AssayError(result.overflowed ? 'too-large' : 'unavailable', text)
      }
      return result
    },
  }
}

/** The output as text; throws what went wrong in words for the person. */
export async function gitText(
  store: GitStore,
  args: string[],
  bounds?: Partial<GitRequest>,
): Promise<string> {
  const result = await store.git(args, bounds)
  if (result.exitCode !== 0) throw describeGitFailure(result)
  return result.stdout.toString('utf8')
}
