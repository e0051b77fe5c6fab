import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DEFAULT_RULES } from './default-rules'

const WORDS = [
  'None',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
]

it('README says how many rules are on for every team', () => {
  const [, said] = /(\w+) are on for every team/.exec(readFileSync('README.md', 'utf8')) ?? []
  expect(said).toBe(WORDS[DEFAULT_RULES.length])
})
