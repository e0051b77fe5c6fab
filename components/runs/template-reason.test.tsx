import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { TemplateReason } from './template-reason'

type Run = Parameters<typeof TemplateReason>[0]['run']

const run: Run = {
  source: 'template',
  reason: 'budget',
  reasonText: 'Too little…',
  own: { verdict: 'verified' },
}
const show = (one: Run) => renderToStaticMarkup(<TemplateReason run={one} />)

it('says why a verified output is a template, and nothing where the outcome says it', () => {
  expect(show(run)).toContain('>budget reached<')
  expect(show({ ...run, own: { verdict: 'unverified' } })).toBe('')
  expect(show({ ...run, source: 'cache' })).toBe('')
})
