import 'server-only'
import { INTAKE_LIMITS } from '../collect/limits'
import type { GitUrl } from './check-git-url'
import { describeGitFailure } from './describe-git-failure'
import type { GitResult, RunGit } from './run-git'

function assertOk(result: GitResult): GitResult {
  if (result.exitCode === 0) return result
  throw describeGitFailure(result)
}

/**
 * Fetches one commit (depth 1, no tags, no submodules, no checkout) into a bare repository in `folder`.
 * `address` pins the host's name to what was checked. Returns the commit's hash.
 */
export async function fetchRepository(
  input: { folder: string; url: GitUrl; address: string; ref: string | null },
  runGit: RunGit,
): Promise<string> {
  const { folder, url, address, ref } = input
  const timeoutMs = INTAKE_LIMITS.gitSeconds * 1000
  const pinned = address.includes(':') ? `[${address}]` : address
  assertOk(await runGit({ folder, args: ['init', '--quiet', '--bare', '--template=', '.'], timeoutMs }))
  const pin = ['-c', `http.curloptResolve=${url.host}:${url.port}:${pinned}`]
  const fetch = [
    'fetch',
    '--quiet',
    '--depth=1',
    '--no-tags',
    '--no-recurse-submodules',
    '--no-write-commit-graph',
  ]
  assertOk(await runGit({ folder, args: [...pin, ...fetch, '--', url.href, ref ?? 'HEAD'], timeoutMs }))
  const { stdout } = assertOk(
    await runGit({ folder, args: ['rev-parse', '--verify', 'FETCH_HEAD^{commit}'], timeoutMs }),
  )
  return stdout.toString('utf8').trim()
}
