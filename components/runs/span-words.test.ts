import { expect, it } from 'vitest'
import { describeSilence, labelOf } from './span-words'

it('tells a wait that is over as one', () => {
  const label = 'Waiting 9 s: rate limited (Lake)'
  expect(labelOf({ kind: 'wait', label, endedAt: null })).toBe(label)
  expect(labelOf({ kind: 'wait', label, endedAt: '2026-11-23T08:00:00Z' })).toBe(
    'Waited 9 s: rate limited (Lake)',
  )
})

it('says what ends a long call', () => {
  const call = { span: { kind: 'model' }, running: true, durationMs: 20_000 } as const
  expect(describeSilence(call)).toContain('nothing comes for 90 s')
  expect(describeSilence({ ...call, durationMs: 2000 })).toBeNull()
  expect(describeSilence({ ...call, running: false })).toBeNull()
  expect(describeSilence({ ...call, span: { kind: 'check' } })).toBeNull()
})
