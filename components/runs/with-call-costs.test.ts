import { expect, test } from 'vitest'
import type { RunSpanRow } from '@/lib/domain/run'
import { withCallCosts } from './with-call-costs'

const span = (given: Partial<RunSpanRow>): RunSpanRow => ({
  ...{
    id: 's',
    parentId: null,
    tryNumber: 1,
    sequence: 1,
    stage: 'generate',
    kind: 'model',
    label: 'a model',
    detail: null,
  },
  ...{ status: 'skipped', startedAt: '2026-11-23T10:00:00Z', endedAt: '2026-11-23T10:00:01Z' },
  ...{ costNanoUsd: null, attemptId: 'a', checkId: null },
  ...given,
})

test('a call that was broken off costs on its bar what its attempt cost', () => {
  const attempts = [{ id: 'a', costNanoUsd: 7 }]
  const spans = [span({}), span({ costNanoUsd: 3 }), span({ kind: 'check' }), span({ attemptId: 'gone' })]
  expect(withCallCosts(spans, attempts).map(({ costNanoUsd }) => costNanoUsd)).toEqual([7, 3, null, null])
})
