import { expect, test } from 'vitest'
import type { FindingFixRow, FindingVerdictRow } from '@/lib/domain/finding-verdict'
import { lastActOn } from './last-act'

const AT = '2026-11-23T10:00:00.000Z'
const fix = (undoneAt: string | null = null): FindingFixRow => ({
  ...{ id: 'fix', runId: 'r', artifactId: 'a', patch: '', branch: null, commit: null, userName: 'Mara' },
  ...{ createdAt: AT, undoneAt },
})
const said = (id: string, dismissed: boolean, undoneAt: string | null = null): FindingVerdictRow => ({
  ...{ id, findingId: 'f', userName: 'Mara', comment: null, shownConfidence: 0.5, createdAt: AT, undoneAt },
  ...(dismissed ? { verdict: 'dismissed', reason: 'wrong' } : { verdict: 'accepted', reason: null }),
})

test('a fix is taken back with its acceptance, never the acceptance alone', () => {
  expect(lastActOn({ fixes: [fix()], verdicts: [said('yes', false)] })).toEqual({ fixId: 'fix' })
  expect(lastActOn({ fixes: [fix()], verdicts: [] })).toEqual({ fixId: 'fix' })
  expect(lastActOn({ fixes: [fix(AT)], verdicts: [said('yes', false)] })).toEqual({ verdictId: 'yes' })
})

test('what was said last and still counts is taken back first', () => {
  const verdicts = [said('no', true), said('yes', false)]
  expect(lastActOn({ fixes: [fix()], verdicts })).toEqual({ verdictId: 'no' })
  expect(lastActOn({ fixes: [], verdicts: [said('no', true, AT), said('yes', false)] })).toEqual({
    verdictId: 'yes',
  })
  expect(lastActOn({ fixes: [], verdicts: [] })).toBeNull()
})
