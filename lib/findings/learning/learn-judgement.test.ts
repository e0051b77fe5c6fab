import { expect, it } from 'vitest'
import { CheckedDetection } from '@/lib/domain/finding-row'
import { makeDetection } from '@/lib/testing/seed/seed-finding-run'
import { contextOf } from '../calibration/context-of'
import { learnJudgement } from './learn-judgement'
import type { StandingVerdict } from './read-verdicts'

const NOW = new Date('2026-11-23T12:00:00Z')
const at = { projectId: 'shop', ruleVersion: 'rule-1' }
const proof = {
  ...{ kind: 'failing-test' as const, testSource: 'def test_a(): ...', testId: 'test_a' },
  ...{ output: 'IndexError', command: 'pytest', exitCode: 1 },
}
const found = CheckedDetection.parse(makeDetection({ rawConfidence: 0.63 }))
const proven = CheckedDetection.parse(makeDetection({ rawConfidence: 0.97, proof }))

const dismissals = (count: number): StandingVerdict[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ ...at, findingId: `finding-${index}`, userId: 'ada', userName: 'Ada', rule: found.rule },
    ...{ verdict: 'dismissed', reason: 'noise', context: contextOf(found), createdAt: NOW },
    ...{ rawConfidence: 0.63, shownConfidence: 0.63 },
  }))

it('verdicts on others do not take from a finding what its failing test is worth', () => {
  for (const count of [1, 6]) {
    const judge = learnJudgement(dismissals(count), NOW)
    expect(judge(proven, at).confidence).toEqual({ value: 0.97, n: count })
    expect(judge(proven, at).hidden).toBeNull()
    expect(judge(found, at).confidence.value).toBeLessThan(0.63)
  }
  expect(learnJudgement(dismissals(6), NOW)(found, at).hidden).not.toBeNull()
})
