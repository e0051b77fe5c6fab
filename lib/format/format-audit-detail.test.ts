import { expect, test } from 'vitest'
import { formatAuditDetail } from './format-audit-detail'

test('a detail is told in words: money, changes, lists, and no ids', () => {
  expect(formatAuditDetail({ from: 'viewer', to: 'member' })).toBe('viewer → member')
  expect(
    formatAuditDetail({
      scope: 'team',
      scopeId: 'x',
      limitNanoUsd: 5_000_000_000,
      beforeNanoUsd: 1_000_000_000,
    }),
  ).toBe('scope: team · limit: $5.00 · before: $1.00')
  expect(
    formatAuditDetail({ useModel: false, findings: ['a', 'b'], changed: ['name', 'key'], note: null }),
  ).toBe('use models: no · changed: name, key')
  expect(formatAuditDetail({ removed: { run: 12, attempt: 3 } })).toBe('removed: (run: 12 · attempt: 3)')
  expect(formatAuditDetail({ input: 3_000_000_000, periodStart: '2026-11-01T00:00:00.000Z' })).toBe(
    'input: $3.00 per M tokens · period start: 2026-11-01',
  )
  expect(formatAuditDetail({})).toBe('')
})
