import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * @param {string} root
 * @param {string} place file or folder below root
 * @param {(file: string) => boolean} wanted
 * @returns {string[]} paths below root
 */
function listFiles(root, place, wanted) {
  const full = path.join(root, place)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [place]
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const below = path.join(place, entry.name)
    if (entry.isDirectory()) return listFiles(root, below, wanted)
    return wanted(below) ? [below] : []
  })
}

/**
 * A hash of names and contents, the same on every machine.
 * @param {string} root
 * @param {string[]} places files and folders below root; missing ones count as empty
 * @param {(file: string) => boolean} [wanted] which files of the folders
 */
export function fingerprint(root, places, wanted = () => true) {
  const hash = createHash('sha256')
  for (const file of places.flatMap((place) => listFiles(root, place, wanted)).sort()) {
    hash.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(path.join(root, file)))
        .digest(),
    )
  }
  return hash.digest('hex')
}
