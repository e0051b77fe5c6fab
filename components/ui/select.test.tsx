import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Select } from './select'

it('says what is chosen before the page listens', () => {
  const options = [
    { value: 'worst', label: 'Worst first' },
    { value: 'newest', label: 'Newest first' },
  ]
  const draw = (value: string | undefined) =>
    renderToStaticMarkup(
      <Select value={value} options={options} placeholder="Choose" onValueChange={() => undefined} />,
    )
  expect(draw('newest')).toContain('Newest first')
  expect(draw('newest')).not.toContain('Worst first')
  expect(draw(undefined)).toContain('Choose')
})
