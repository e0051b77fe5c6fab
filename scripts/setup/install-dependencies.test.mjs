import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { findMissingPackages } from './install-dependencies.mjs'

/** @param {object} wanted @param {object} [installed] */
function checkout(wanted, installed) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'assay-packages-'))
  writeFileSync(
    path.join(root, 'package-lock.json'),
    JSON.stringify({ packages: { '': { name: 'x' }, ...wanted } }),
  )
  mkdirSync(path.join(root, 'node_modules'))
  if (installed) {
    writeFileSync(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  return root
}
const a1 = { 'node_modules/a': { version: '1.0.0' } }

it('finds nothing to do when all is there', () => {
  expect(findMissingPackages(checkout(a1, a1))).toEqual([])
})

it('finds everything missing on a fresh clone, and after an installation that was cut off', () => {
  expect(findMissingPackages(checkout(a1))).toEqual(['node_modules/a'])
})

it('finds a package whose version changed in the lock', () => {
  expect(findMissingPackages(checkout({ 'node_modules/a': { version: '1.0.1' } }, a1))).toEqual([
    'node_modules/a',
  ])
})

it('does without optional packages of other platforms', () => {
  const foreign = { 'node_modules/b-win32': { version: '1.0.0', optional: true } }
  expect(findMissingPackages(checkout({ ...a1, ...foreign }, a1))).toEqual([])
})
