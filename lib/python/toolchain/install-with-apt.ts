import 'server-only'
import { lastLine } from '@/lib/python/toolchain/last-line'
import { runTool, type ToolResult } from '@/lib/python/toolchain/run-tool'

const INSTALL_TIMEOUT_MS = 300_000

/**
 * Installs Debian packages as root; package lists are fetched when the first try finds nothing.
 * @returns what went wrong, or null.
 */
export async function installWithApt(packages: readonly string[]): Promise<string | null> {
  const first = await install(packages)
  if (first.ok) return null
  const updated = await apt(['update'])
  if (!updated.ok) return lastLine(updated.stderr)
  const second = await install(packages)
  return second.ok ? null : lastLine(second.stderr)
}

function install(packages: readonly string[]): Promise<ToolResult> {
  return apt(['install', '-y', '--no-install-recommends', ...packages])
}

function apt(args: string[]): Promise<ToolResult> {
  const quiet = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=120']
  return runTool('env', [...quiet, ...args], { timeoutMs: INSTALL_TIMEOUT_MS })
}
