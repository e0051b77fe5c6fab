import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { shownColumns } from './run-columns'
import { RunTable } from './run-table'

test('shows what leads to the run first, then the columns in the order asked for', () => {
  const html = renderToStaticMarkup(
    <RunTable
      label="Some runs"
      runs={[]}
      lead={{ title: 'Target', cell: (run) => run.targetPath }}
      columns={['cost', 'outcome']}
    />,
  )
  expect([...html.matchAll(/<th [^>]*>([^<]*)</g)].map(([, title]) => title)).toEqual([
    'Target',
    'Cost',
    'Outcome',
  ])
  expect(html).toContain('aria-label="Some runs"')
})

test('there is no column of costs for who may see none', () => {
  const shown = (...costs: (number | null)[]) =>
    shownColumns(
      ['cost', 'by'],
      costs.map((costNanoUsd) => ({ costNanoUsd })),
    )
  expect(shown(null, null)).toEqual(['by'])
  expect(shown(0, null)).toEqual(['cost', 'by'])
  expect(shown()).toEqual(['cost', 'by'])
})
