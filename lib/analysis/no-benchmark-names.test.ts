import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/** Sets that the evidence is measured on: a rule that knows one of them would measure itself. */
const NAMES = /owasp|benchmark ?(?:python|test|java)|securityeval|quixbugs|humaneval/i
const SOURCES = ['lib/analysis', 'lib/workflows', 'prompts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|py|md|js|json)$/.test(file) && !/\.test\.ts$/.test(file))
    .map((file) => path.join(folder, file)),
)

it('looks at detectors, their tables, rules and prompts', () => {
  for (const wanted of ['detectors/registry.py', 'rules/mutable-default.md', 'ruff/ruff-rules.ts'])
    expect(SOURCES.some((file) => file.endsWith(wanted))).toBe(true)
  expect('the OWASP benchmark').toMatch(NAMES)
})

it('no rule, detector or prompt knows a benchmark by name', () => {
  expect(SOURCES.filter((file) => NAMES.test(readFileSync(file, 'utf8')))).toEqual([])
})
