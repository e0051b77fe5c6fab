import { expect, test } from 'vitest'
import { witnessOf } from './witness-of'

test('other tools that say the same are told from the message', () => {
  expect(witnessOf('It is shared by all calls. Ruff (B006) says so, too.')).toEqual({
    text: 'It is shared by all calls.',
    witness: { tools: 'Ruff', codes: 'Ruff (B006)' },
  })
  expect(witnessOf('Shared. Ruff (B006) and Pyright (reportX) say so, too.')).toEqual({
    text: 'Shared.',
    witness: { tools: 'Ruff and Pyright', codes: 'Ruff (B006) and Pyright (reportX)' },
  })
  const alone = 'Ruff (B006) says so, too. But more follows.'
  expect(witnessOf(alone)).toEqual({ text: alone, witness: null })
})
