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
  expect(toldDetail({ workflow: 'code-review', runs: 12 })).toBe('runs: 12 · workflow: Code review')
  expect(toldDetail({ condition: { kind: 'of another version' }, scope: 'team', scopeId: 'x' })).toBe(
    'condition: (kind: of another version) · scope: team',
  )
})
