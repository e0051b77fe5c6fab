import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))

/**
 * Where npm would find a dependency: in the package's own node_modules, or in one above it.
 * @param {Record<string, unknown>} lock
 * @param {string} place path of the package
 * @param {string} name of the dependency
 */
function isLocked(lock, place, name) {
  const nested = place.split('/node_modules/')
  const places = nested.map((_, depth) => [...nested.slice(0, depth + 1), name].join('/node_modules/'))
  return [...places, `node_modules/${name}`].some((candidate) => lock[candidate])
}

/** @param {Record<string, { optionalDependencies?: Record<string, string> }>} lock */
const findGaps = (lock) =>
  Object.entries(lock).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(lock, place, name))
      .map((name) => `${place} → ${name}`),
  )

it('locks the packages of every platform, or `npm ci` refuses the lock on another machine', () => {
  expect(findGaps(packages)).toEqual([])
})

it('would notice a gap', () => {
  const lock = {
    'node_modules/a': { optionalDependencies: { 'a-darwin': '1', 'a-linux': '1' } },
    'node_modules/a-linux': {},
  }
  expect(findGaps(lock)).toEqual(['node_modules/a → a-darwin'])
})
