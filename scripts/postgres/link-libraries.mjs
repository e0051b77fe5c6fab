import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'

/** @param {string} target @param {string} at */
function linkOnce(target, at) {
  try {
    symlinkSync(target, at)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
}

/**
 * @param {string} root
 * @returns {{ source: string, target: string }[]} links the package wants and does not have
 */
function missingLinks(root) {
  const list = path.join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return []
  return JSON.parse(readFileSync(list, 'utf8')).filter(({ target }) => !existsSync(path.join(root, target)))
}

/**
 * npm strips symlinks from packages and may not run the install script that restores them, so they are made here:
 * in the package, or beside the data where node_modules is read-only.
 * @param {string} root the npm package
 * @param {string} folder a writable folder of ours
 * @returns {Record<string, string>} environment the server needs to find its libraries
 */
export function linkLibraries(root, folder) {
  const missing = missingLinks(root)
  try {
    for (const { source, target } of missing) {
      const at = path.join(root, target)
      linkOnce(path.relative(path.dirname(at), path.join(root, source)), at)
    }
    return {}
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
  }
  const beside = path.join(folder, 'lib')
  mkdirSync(beside, { recursive: true })
  for (const { source, target } of missing)
    linkOnce(path.join(root, source), path.join(beside, path.basename(target)))
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return { [variable]: [beside, path.join(root, 'native/lib')].join(':') }
}
