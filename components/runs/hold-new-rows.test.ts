import { expect, it } from 'vitest'
import { holdNewRows } from './hold-new-rows'

const rows = ['e', 'd', 'c', 'b', 'a'].map((id) => ({ id }))

it('holds back what is newer than the newest row that was seen', () => {
  const { shown, held } = holdNewRows(rows, new Set(['c', 'b']))
  expect(held.map((row) => row.id)).toEqual(['e', 'd'])
  expect(shown.map((row) => row.id)).toEqual(['c', 'b', 'a'])
})

it('holds nothing back when nothing is new, or nothing that was seen is left', () => {
  expect(holdNewRows(rows, new Set(['e'])).held).toEqual([])
  expect(holdNewRows(rows, new Set()).held).toEqual([])
  expect(holdNewRows(rows, new Set(['gone'])).shown).toHaveLength(5)
})
