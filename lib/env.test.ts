import { readFileSync } from 'node:fs'
import os from 'node:os'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { EnvSchema } from './env'

/** Defaults that are found out when the server starts, in the README's words. */
const FOUND_OUT: Record<string, string> = {
  ASSAY_URL: '`http://HOST:PORT`',
  ASSAY_WORKER_CONCURRENCY: 'processors + 2',
}

/** Default by variable, of the README's table of the configuration. A row of several has a default for each, or one for all. */
function readTable(): Map<string, string> {
  const [, section = ''] = readFileSync('README.md', 'utf8').split('## Configuration')
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return new Map(
    rows.flatMap((row) => {
      const [, names = '', defaults = ''] = row.split('|').map((cell) => cell.trim())
      const keys = [...names.matchAll(/`([A-Z_]+)`/g)].map(([, key = '']) => key)
      const values = defaults.split(', ')
      return keys.map((key, at): [string, string] => [
        key,
        values.length === keys.length ? (values[at] ?? '') : defaults,
      ])
    }),
  )
}

/** Default by variable, of the schema; null: it has none. */
function readSchema(): Map<string, unknown> {
  const { properties = {} } = z.toJSONSchema(EnvSchema, { io: 'input' })
  return new Map(
    Object.entries(properties).map(([key, property]) => [
      key,
      typeof property === 'object' ? (property.default ?? null) : null,
    ]),
  )
}

function inWords(key: string, value: unknown): string {
  if (key in FOUND_OUT) return FOUND_OUT[key] ?? ''
  return value === '' ? 'none' : `\`${value}\``
}

describe('the README’s table of the configuration', () => {
  const table = readTable()
  const schema = readSchema()
  schema.delete('NODE_ENV')

  it('names every variable of the schema', () => {
    expect(schema.size).toBeGreaterThan(20)
    expect([...schema.keys()].filter((key) => !table.has(key))).toEqual([])
  })

  it('tells their defaults', () => {
    const known = [...schema].filter(([, value]) => value !== null)
    expect(known.length).toBeGreaterThan(10)
    expect(known.map(([key]) => [key, table.get(key)])).toEqual(
      known.map(([key, value]) => [key, inWords(key, value)]),
    )
    expect(schema.get('ASSAY_WORKER_CONCURRENCY')).toBe(os.availableParallelism() + 2)
  })
})
