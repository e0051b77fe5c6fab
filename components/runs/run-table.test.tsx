import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
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
