import { describe, expect, it } from 'vitest'
import type { TemplateReason } from '@/lib/domain/words'
import type { StageResult } from '../ports'
import { ModelUse } from './model-use'

function ended(reason: TemplateReason | null): StageResult<unknown> {
  return {
    source: reason === null ? 'model' : 'template',
    output: null,
    checks: [],
    attempts: [],
    reason,
    reasonText: reason === null ? null : `because of ${reason}`,
    keptAnswers: [],
    promptVersion: null,
    notes: [],
    secretsMasked: 0,
  }
}

describe('ModelUse', () => {
  it('lets what holds for every question win over what single ones failed of, whichever came first', () => {
    const use = new ModelUse()
    expect(use.count(ended('invalid-output'))).toBe(false)
    expect(use.mayAsk).toBe(true)
    expect(use.count(ended('provider-down'))).toBe(true)
    expect(use.mayAsk).toBe(false)
    expect(use.end).toMatchObject({ reason: 'provider-down', reasonText: 'because of provider-down' })
    use.count(ended('invalid-output'))
    use.count(ended('budget'))
    expect(use.end.reason).toBe('provider-down')
  })

  it('goes on asking after answers that are no good', () => {
    const use = new ModelUse()
    for (const reason of ['invalid-output', null, 'invalid-output'] as const) use.count(ended(reason))
    expect(use).toMatchObject({ mayAsk: true, isComplete: false, end: { source: 'model' } })
  })
})
