import { SetupError } from '../setup-error.mjs'

const [neededMajor, neededMinor] = [20, 19]

/** @param {string} version as process.versions.node gives it */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

/** Throws a SetupError when this Node is too old. */
export function checkNode() {
  if (isNewEnough(process.versions.node)) return
  throw new SetupError(
    `Assay needs Node ${neededMajor}.${neededMinor} or newer; this is ${process.versions.node}.`,
    'Install a current Node (https://nodejs.org, nvm, or your package manager) and start again.',
  )
}
