import 'server-only'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { lastLine } from '@/lib/python/toolchain/last-line'
import { runTool } from '@/lib/python/toolchain/run-tool'

export const DEBIAN_PACKAGES = ['python3-pytest', 'python3-coverage'] as const

/**
 * Downloads Debian packages with everything they need and this machine lacks, and unpacks them into a
 * folder: nothing is installed, so that no root is needed.
 * @returns what went wrong, or null.
 */
export async function unpackDebianPackages(
  packages: readonly string[],
  target: string,
): Promise<string | null> {
  const plan = await runTool('apt-get', ['-s', '--no-install-recommends', 'install', ...packages], {
    timeoutMs: 60_000,
  })
  if (!plan.ok) return lastLine(plan.stderr)
  const missing = [...plan.stdout.matchAll(/^Inst (\S+) /gm)].map((found) => found[1] ?? '')
  const downloads = `${target}.downloads`
  await rm(downloads, { recursive: true, force: true })
  await mkdir(downloads, { recursive: true, mode: 0o755 })
  try {
    const fetched = await runTool('apt-get', ['download', ...missing], { timeoutMs: 180_000, cwd: downloads })
    if (!fetched.ok) return lastLine(fetched.stderr)
    for (const archive of await readdir(downloads)) {
      const unpacked = await runTool('dpkg-deb', ['-x', path.join(downloads, archive), target], {
        timeoutMs: 60_000,
      })
      if (!unpacked.ok) return lastLine(unpacked.stderr)
    }
    return null
  } finally {
    await rm(downloads, { recursive: true, force: true })
  }
}
