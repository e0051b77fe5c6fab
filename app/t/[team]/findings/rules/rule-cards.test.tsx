import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { RuleStats } from '@/lib/domain/finding-verdict'
import { RuleCards } from './rule-cards'

const stats: RuleStats = {
  ...{ rule: 'mutable-default', title: 'A mutable default is shared by all calls', n: 1, outdated: 0 },
  ...{ accepted: 1, wrong: 0, noise: 0, wontFix: 0, open: 2, hidden: 0, fixed: 0 },
  precision: { share: 1, low: 0.21, high: 1 },
}

test('names counts that are not 0, and holds no block in a paragraph, which browsers would move', () => {
  const html = renderToStaticMarkup(
    <RuleCards
      team="red"
      stats={[stats]}
      look={{ columns: ['accepted', 'wrong', 'open'], density: 'comfortable' }}
    />,
  )
  expect(html).toContain('1 accepted · 2 open')
  expect(html).not.toMatch(/<p\b[^>]*>(?:(?!<\/p>)[\s\S])*<div/)
})
