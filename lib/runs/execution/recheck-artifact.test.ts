import { describe, expect, test } from 'vitest'
import type { CheckRecord } from '@/lib/domain/check'
import { judgeEdit } from './recheck-artifact'

const check = (more: Partial<CheckRecord>): CheckRecord => ({
  id: 'c',
  stage: 'edit',
  kind: 'tests',
  outcome: 'passed',
  required: true,
  summary: '3 passed, 0 failed',
  command: null,
  exitCode: 0,
  durationMs: 1,
  sandbox: null,
  figures: { testsPassed: 3 },
  log: null,
  ...more,
})

describe('the verdict of an edit', () => {
  test('comes from its executions alone', () => {
    expect(judgeEdit([check({}), check({})]).verdict).toBe('verified')
    expect(judgeEdit([check({}), check({ outcome: 'failed', summary: '2 passed, 1 failed' })])).toEqual({
      verdict: 'rejected',
      verdictText: 'Edited: 2 passed, 1 failed.',
    })
  })

  test('says which test failed, and with what', () => {
    const tests = ['test_a', 'test_b'].map((id) => ({
      ...{ id, outcome: 'failed' as const, durationMs: 1 },
      message: `AssertionError: ${id}\nassert 1 == 2`,
    }))
    const failed = check({ outcome: 'failed', summary: '1 passed, 2 failed', figures: { tests } })
    expect(judgeEdit([failed]).verdictText).toBe(
      'Edited: 1 passed, 2 failed. test_a: AssertionError: test_a; and 1 more.',
    )
  })

  test('names the limit of the sandbox that was met', () => {
    const failed = check({ outcome: 'failed', summary: '0 passed, 1 failed', figures: { ended: 'timeout' } })
    expect(judgeEdit([failed]).verdictText).toBe(
      'Edited: 0 passed, 1 failed. The execution was stopped: it had not ended after 1 ms.',
    )
  })

  test('is unverified when it was not executed, in part or at all', () => {
    expect(judgeEdit([]).verdict).toBe('unverified')
    expect(judgeEdit([check({}), check({ outcome: 'not-executed' })]).verdict).toBe('unverified')
  })
})
