import { expect, test } from 'vitest'
import type { FindingFixRow } from '@/lib/domain/finding-verdict'
import { standingFix } from './standing-fix'

const fix = (id: string, undoneAt: string | null): FindingFixRow => ({
  id,
  runId: 'r',
  artifactId: 'a',
  patch: '',
  branch: null,
  commit: null,
  userName: 'Mara',
  createdAt: '2026-11-23T10:00:00.000Z',
  undoneAt,
})

test('a fix that was taken back does not stand', () => {
  expect(standingFix({ fixes: [] })).toBeUndefined()
  expect(standingFix({ fixes: [fix('one', '2026-11-23T10:01:00.000Z')] })).toBeUndefined()
  expect(standingFix({ fixes: [fix('one', '2026-11-23T10:01:00.000Z'), fix('two', null)] })?.id).toBe('two')
})
