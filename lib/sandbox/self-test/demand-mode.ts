import 'server-only'
import type { SandboxMode } from '@/lib/sandbox/sandbox-types'

const WHAT_TO_DO: Record<SandboxMode, string> = {
  bubblewrap: 'Install it (Debian: apt-get install bubblewrap) and let it make user namespaces',
  landlock: 'Use Linux 5.13 or newer with Landlock, and install Python 3.9 or newer for all users',
  refuse: 'Nothing is needed',
}

/**
 * What the tests say of a mode that this machine lacks: what to do, or null when it may be missing. In CI and in
 * `npm test` (ASSAY_TEST_ALL) it must be there, unless ASSAY_ALLOW_MISSING_SANDBOX is `1` or names it (`,` between).
 */
export function demandMode(
  mode: SandboxMode,
  environment: Record<string, string | undefined>,
): string | null {
  const { CI = '', ASSAY_TEST_ALL = '', ASSAY_ALLOW_MISSING_SANDBOX = '' } = environment
  const isDemanded = ASSAY_TEST_ALL === '1' || !['', '0', 'false'].includes(CI)
  const allowed = ASSAY_ALLOW_MISSING_SANDBOX.split(',').map((name) => name.trim())
  if (!isDemanded || allowed.includes('1') || allowed.includes(mode)) return null
  return `${WHAT_TO_DO[mode]}, or set ASSAY_ALLOW_MISSING_SANDBOX=${mode} where that cannot be.`
}
