import { expect, it } from 'vitest'
import { tellAsk } from './tell-ask'

it('a picture says whose figures it shows, and what was left out', () => {
  expect(tellAsk('acme', { range: '7d', project: [], compare: 'true' })).toBe('acme')
  expect(tellAsk('acme', { tier: ['cheap', 'capable'], member: ['u1'], project: ['shop'] })).toBe(
    'acme · project shop · 1 member · tier cheap, capable',
  )
})
