import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { FacetChoice } from './facet-choice'

const textOf = (count: number, capped: boolean) =>
  renderToStaticMarkup(
    <FacetChoice word="failed" count={count} capped={capped} checked={false} onToggle={() => {}} />,
  ).replace(/<[^>]+>/g, '')

it('says of each number whether there may be more, also of none', () => {
  expect([textOf(12, false), textOf(12, true)]).toEqual(['failed12', 'failed12+'])
  expect([textOf(0, false), textOf(0, true)]).toEqual(['failed0', 'failed0+'])
})
