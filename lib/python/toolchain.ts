import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { hasTestTools, type NoToolchain, type PythonToolchain } from '@/lib/python/python-toolchain'
import { ensureBubblewrap } from '@/lib/python/toolchain/ensure-bubblewrap'
import { installTestTools } from '@/lib/python/toolchain/install-test-tools'
import { listInterpreters } from '@/lib/python/toolchain/list-interpreters'
import { type ProbedInterpreter, probeInterpreter } from '@/lib/python/toolchain/probe-interpreter'
import {
  readStoredToolchain,
  type StoredToolchain,
  storeToolchain,
} from '@/lib/python/toolchain/toolchain-store'

const RETRY_INSTALL_AFTER_MS = 24 * 60 * 60 * 1000

let found: Promise<PythonToolchain | NoToolchain> | null = null

/** The tool chain of this machine without installing anything, looked for once per process; an error is not kept. */
export function findToolchain(): Promise<PythonToolchain | NoToolchain> {
  if (found === null) {
    found = ensureToolchain({ install: false, log: () => {} })
    found.catch(() => {
      found = null
    })
  }
  return found
}

/**
 * The tool chain for code that cannot go on without one.
 * @throws AssayError `unavailable` with what to do.
 */
export async function requireToolchain(): Promise<PythonToolchain> {
  const toolchain = await findToolchain()
  if ('reason' in toolchain) throw new AssayError('unavailable', toolchain.reason)
  return toolchain
}

/**
 * Finds the tool chain, or installs it in the order: an interpreter that has pytest and coverage, pip,
 * apt as root, unpacked Debian packages, and at last an interpreter alone. The result is kept in the
 * data folder and only verified the next time.
 */
export async function ensureToolchain(options: {
  install: boolean
  log: (line: string) => void
}): Promise<PythonToolchain | NoToolchain> {
  const stored = await readStoredToolchain()
  if (options.install && !triedLately(stored)) await ensureBubblewrap(options.log)
  const known = stored === null ? null : await verify(stored.toolchain)
  if (stored !== null && known !== null && (hasTestTools(known) || !options.install || triedLately(stored))) {
    return known
  }

  const { usable, reasons } = await probeAll()
  let toolchain = choose(usable)
  let triedInstallAt = stored?.triedInstallAt ?? null
  if (options.install && (toolchain === null || !hasTestTools(toolchain))) {
    toolchain = (await installTestTools(usable, options.log)) ?? toolchain
    triedInstallAt = new Date().toISOString()
  }
  if (toolchain === null) return { reason: explain(reasons) }
  await storeToolchain({ toolchain, triedInstallAt })
  return toolchain
}

async function verify(toolchain: PythonToolchain): Promise<PythonToolchain | null> {
  const wanted = listInterpreters()
  if (!wanted.includes(toolchain.interpreter) && toolchain.origin !== 'apt') return null
  const probed = await probeInterpreter(toolchain.interpreter, toolchain.pythonPath)
  if ('reason' in probed) return null
  const same =
    probed.pytestVersion === toolchain.pytestVersion && probed.coverageVersion === toolchain.coverageVersion
  return same ? { ...probed, origin: toolchain.origin } : null
}

function triedLately(stored: StoredToolchain | null): boolean {
  return (
    stored !== null &&
    stored.triedInstallAt !== null &&
    Date.now() - Date.parse(stored.triedInstallAt) < RETRY_INSTALL_AFTER_MS
  )
}

/** Asks in order of preference until one has it all. */
async function probeAll(): Promise<{ usable: ProbedInterpreter[]; reasons: string[] }> {
  const usable: ProbedInterpreter[] = []
  const reasons: string[] = []
  for (const candidate of listInterpreters()) {
    const probed = await probeInterpreter(candidate)
    if ('reason' in probed) reasons.push(probed.reason)
    else usable.push(probed)
    if (isComplete(usable.at(-1))) break
  }
  return { usable, reasons }
}

/** The first with pytest and coverage, else the first at all. */
function choose(usable: ProbedInterpreter[]): PythonToolchain | null {
  const complete = usable.find(isComplete)
  if (complete !== undefined) return { ...complete, origin: 'found' }
  const [bare] = usable
  return bare === undefined ? null : { ...bare, origin: 'floor' }
}

function isComplete(probed: ProbedInterpreter | undefined): boolean {
  return probed !== undefined && probed.pytestVersion !== null && probed.coverageVersion !== null
}

function explain(reasons: string[]): string {
  const tried = reasons.length > 0 ? ` Tried: ${reasons.join('; ')}.` : ''
  return `No usable Python was found: install Python 3.9 or newer for all users (Debian: apt-get install python3), or set ASSAY_PYTHON to an interpreter.${tried}`
}
