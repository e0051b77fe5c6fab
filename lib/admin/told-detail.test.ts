import { expect, test } from 'vitest'
import { toldDetail } from './told-detail'

test('what is stored as numbers and names of code is told as people read it', () => {
  const condition = {
    ...{ kind: 'threshold', measure: 'spend', direction: 'above', line: 10_000_000 },
    ...{ windowHours: 6, minN: 1, margin: 0 },
  }
  expect(toldDetail({ name: 'Mine', condition, scope: 'workflow', scopeId: 'test-generation' })).toBe(
    'name: Mine · condition: Spend above $0.0100 in 6 h, of at least 1 call · scope: workflow Test generation',
  )
  const budget = {
    ...{ scope: 'workflow', scopeId: 'code-review', period: 'month', kind: 'hard' },
    ...{ limitNanoUsd: 2_000_000_000, beforeNanoUsd: 1_000_000_000, periodStart: '2026-11-01T00:00:00.000Z' },
  }
  expect(toldDetail(budget)).toBe('hard workflow budget of Code review for this month (UTC): $1.00 → $2.00')
  expect(toldDetail({ workflow: 'code-review', runs: 12 })).toBe('runs: 12 · workflow: Code review')
  expect(toldDetail({ condition: { kind: 'of another version' }, scope: 'team', scopeId: 'x' })).toBe(
    'condition: (kind: of another version) · scope: team',
  )
})
