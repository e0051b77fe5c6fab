import 'server-only'
import path from 'node:path'
import { hasTestTools, type PythonToolchain } from '@/lib/python/python-toolchain'
import { installWithApt } from '@/lib/python/toolchain/install-with-apt'
import { installWithPip } from '@/lib/python/toolchain/install-with-pip'
import { type ProbedInterpreter, probeInterpreter } from '@/lib/python/toolchain/probe-interpreter'
import { pythonFolder } from '@/lib/python/toolchain/toolchain-store'
import { DEBIAN_PACKAGES, unpackDebianPackages } from '@/lib/python/toolchain/unpack-debian-packages'

type Log = (line: string) => void

const DEBIAN_PYTHON = '/usr/bin/python3'

/** Gets pytest and coverage in one of three ways, each checked by looking; null when none worked. */
export async function installTestTools(
  usable: ProbedInterpreter[],
  log: Log,
): Promise<PythonToolchain | null> {
  const [first] = usable
  return (
    (first === undefined ? null : await byPip(first, log)) ??
    (await byApt(log)) ??
    (await byUnpacking(usable, log))
  )
}

async function byPip(interpreter: ProbedInterpreter, log: Log): Promise<PythonToolchain | null> {
  log('Installing pytest and coverage with pip …')
  const target = path.join(pythonFolder(), `packages-${interpreter.version}`)
  const problem = await installWithPip(interpreter.interpreter, target, ['pytest', 'coverage'])
  if (problem !== null) {
    log(`pip could not: ${problem}`)
    return null
  }
  return complete(interpreter.interpreter, [target], 'pip')
}

async function byApt(log: Log): Promise<PythonToolchain | null> {
  if (process.getuid?.() !== 0) return null
  log('Installing python3-pytest and python3-coverage with apt …')
  const problem = await installWithApt(DEBIAN_PACKAGES)
  if (problem !== null) {
    log(`apt could not: ${problem}`)
    return null
  }
  return complete(DEBIAN_PYTHON, [], 'apt')
}

/** Debian's packages are for Debian's interpreter only. */
async function byUnpacking(usable: ProbedInterpreter[], log: Log): Promise<PythonToolchain | null> {
  const debian = usable.find((each) => each.interpreter === DEBIAN_PYTHON)
  if (debian === undefined) return null
  log('Unpacking the Debian packages of pytest and coverage into the data folder …')
  const target = path.join(pythonFolder(), 'debian')
  const problem = await unpackDebianPackages(DEBIAN_PACKAGES, target)
  if (problem !== null) {
    log(`Unpacking could not: ${problem}`)
    return null
  }
  return complete(DEBIAN_PYTHON, [path.join(target, 'usr/lib/python3/dist-packages')], 'dpkg')
}

async function complete(
  interpreter: string,
  pythonPath: string[],
  origin: PythonToolchain['origin'],
): Promise<PythonToolchain | null> {
  const probed = await probeInterpreter(interpreter, pythonPath)
  if ('reason' in probed) return null
  const toolchain = { ...probed, origin }
  return hasTestTools(toolchain) ? toolchain : null
}
