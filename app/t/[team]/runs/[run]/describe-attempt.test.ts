import { describe, expect, it } from 'vitest'
import { describeAttempt, describeCalls } from './describe-attempt'

type Attempt = Parameters<typeof describeAttempt>[0]
const attempt = (given: Partial<Attempt>): Attempt => ({
  ...{ source: 'model', outcome: 'invalid-output', requestId: 'r', latencyMs: 5, use: null, tryNumber: 1 },
  ...given,
})
const byModel = { source: 'model' } as const

describe('an attempt', () => {
  it('says whether the output is made of its answer', () => {
    const words = (given: Partial<Attempt>) => describeAttempt(attempt(given), byModel)
    expect(words({ use: { kept: 5, of: 6 } })).toBe('used in part: 5 of 6')
    expect(words({ outcome: 'ok', use: { kept: 1, of: 1 } })).toBe('used')
    expect(words({ use: { kept: 0, of: 0 } })).toBe('failed its checks, replaced')
    expect(words({ outcome: 'max-tokens', use: { kept: 0, of: 0 } })).toBe(
      'answer was cut at the token limit',
    )
    expect(words({ outcome: 'ok' })).toBe('answered')
    const unused = attempt({ use: { kept: 0, of: 0 } })
    expect(describeAttempt(unused, { source: 'template' })).toBe('failed its checks')
  })

  it('is counted once, by what became of it', () => {
    const none = { kept: 0, of: 0 }
    const cut = attempt({ outcome: 'max-tokens', use: none })
    const all = [cut, attempt({ outcome: 'refusal', use: none }), attempt({ use: none })]
    expect(describeCalls([...all, attempt({ use: { kept: 1, of: 2 } })])).toBe(
      '4 model calls: 1 used, 1 not used, 2 without a whole answer',
    )
    expect(describeCalls([attempt({ source: 'template' })])).toBeNull()
  })
})
