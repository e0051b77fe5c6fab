import { expect, test, vi } from 'vitest'
import { statementName } from './statement-names'

const timesUntilNamed = (text: string): number => {
  for (let times = 1; times <= 50; times++) if (statementName(text) !== undefined) return times
  return Number.POSITIVE_INFINITY
}

test('a statement gets a name of its own once it comes often, and keeps it', () => {
  expect(timesUntilNamed('SELECT 1')).toBe(10)
  const name = statementName('SELECT 1')
  expect(timesUntilNamed('SELECT 2')).toBe(10)
  expect(statementName('SELECT 2')).not.toBe(name)
  expect(statementName('SELECT 1')).toBe(name)
})

test('ever new texts take no names, and there is an end to names', () => {
  for (let n = 0; n < 5000; n++) expect(statementName(`SELECT ${n} AS once`)).toBeUndefined()
  const named = Array.from({ length: 300 }, (_, n) => timesUntilNamed(`SELECT ${n} AS often`))
  expect(named.filter(Number.isFinite)).toHaveLength(198)
})

test('means the same statement in every copy of this file that a bundle holds', async () => {
  const names = async (texts: string[]) => {
    vi.resetModules()
    const copy = await import('./statement-names')
    for (const text of texts) for (let times = 0; times < 50; times++) copy.statementName(text)
    return copy.statementName('SELECT shared')
  }
  const name = await names(['SELECT shared', 'SELECT other'])
  expect(name).toBeDefined()
  expect(await names(['SELECT other', 'SELECT shared'])).toBe(name)
})
