import { expect, it } from 'vitest'
import { facetValueWord } from './facet-words'

it('names a project as it is called, whatever its address', () => {
  const names = { 'ledger-sample': 'Ledger (sample)' }
  expect(facetValueWord('project', 'ledger-sample', names)).toBe('Ledger (sample)')
  expect(facetValueWord('project', 'gone-since', names)).toBe('gone-since')
  expect(facetValueWord('status', 'awaiting-approval', names)).toBe('awaiting approval')
})
