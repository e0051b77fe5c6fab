import { expect, it } from 'vitest'
import { parseRunSearch } from './parse-run-search'

it('takes facets out of the text, several times or with commas', () => {
  expect(parseRunSearch('source:template  verdict:unverified,rejected source:cache tax')).toEqual({
    choices: { source: ['template', 'cache'], verdict: ['unverified', 'rejected'] },
    q: 'tax',
    unknown: [],
  })
})

it('keeps what it does not know as text, and names it', () => {
  expect(parseRunSearch('sourse:model status:fine src/a.py')).toEqual({
    choices: {},
    q: 'sourse:model status:fine src/a.py',
    unknown: ['sourse:model', 'status:fine'],
  })
})

it('knows project slugs and an empty box', () => {
  expect(parseRunSearch('project:ledger')).toEqual({ choices: { project: ['ledger'] }, q: null, unknown: [] })
  expect(parseRunSearch('  ')).toEqual({ choices: {}, q: null, unknown: [] })
})
