import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { SortedSince } from './sorted-since'

it('says which runs are sorted and how to reach the others, and nothing where all are', () => {
  const text = renderToStaticMarkup(<SortedSince sort="cost" since="2026-11-03T04:05:06.789Z" />)
  expect(text.replace(/<[^>]+>/g, '')).toBe(
    'Sorted by cost: the 50,000 newest runs that match, launched since 2026-11-03. Filter to reach older ones.',
  )
  expect(renderToStaticMarkup(<SortedSince sort="cost" since={null} />)).toBe('')
})
