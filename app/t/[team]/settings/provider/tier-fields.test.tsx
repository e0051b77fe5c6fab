import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { TierFields } from './tier-fields'

const show = (priced: string[] | null) =>
  renderToStaticMarkup(
    <TierFields
      models={{ cheap: 'us.anthropic.claude-haiku-5-5-v1:0', capable: 'my-model', premium: '' }}
      example="qwen3-coder:30b"
      listedModels={[]}
      priced={priced}
      effort={{}}
      onEffort={() => undefined}
      fieldError={() => null}
    />,
  )

it('a model without a price is named where it is typed, one whose line has a price is not', () => {
  expect(show(['claude-haiku-5-5'])).toContain('No price is known of my-model: ')
  // What is not typed yet is nothing to warn of.
  expect(show([])).toContain('No price is known of us.anthropic.claude-haiku-5-5-v1:0 and my-model: ')
})

it('nothing is said of a model that nobody sends a bill for', () => {
  expect(show(null)).not.toContain('No price')
})
