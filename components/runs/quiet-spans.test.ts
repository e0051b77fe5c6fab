import { expect, it } from 'vitest'
import type { RunSpanRow } from '@/lib/domain/run'
import type { AttemptOutcome } from '@/lib/domain/words'
import { quietSpans } from './quiet-spans'

const span = (id: string, more: Partial<RunSpanRow>): RunSpanRow => ({
  ...{ id, tryNumber: 1, sequence: 1, parentId: null, stage: 'generate', kind: 'model', label: id },
  ...{ status: 'failed', detail: 'stopped', attemptId: null, checkId: null, costNanoUsd: null },
  ...{ startedAt: '2026-11-23T05:00:00Z', endedAt: '2026-11-23T05:00:02Z' },
  ...more,
})
const spans = [
  span('before', { endedAt: '2026-11-23T05:00:01Z' }),
  span('late', {}),
  span('done', { status: 'ok' }),
  span('call', { attemptId: 'a1', endedAt: '2026-11-23T05:00:01Z' }),
]
const call = (outcome: AttemptOutcome, requestId: string | null = 'req-1', latencyMs = 900) => ({
  ...{ id: 'a1', source: 'model' as const, outcome, requestId, latencyMs },
})
const statuses = (marked: RunSpanRow[]) => marked.map((one) => one.status)

it('draws what the cancel broke off as skipped, what failed before it as failed', () => {
  const run = { status: 'cancelled' as const, endedAt: '2026-11-23T05:00:02Z' }
  const marked = quietSpans(spans, { run, attempts: [call('cancelled')] })
  expect(statuses(marked)).toEqual(['failed', 'skipped', 'ok', 'skipped'])
  expect(marked[1]?.detail).toBe('cancelled')
})

it('leaves the failures of a run that was not cancelled', () => {
  const run = { status: 'failed' as const, endedAt: '2026-11-23T05:00:02Z' }
  const marked = quietSpans(spans, { run, attempts: [call('timeout')] })
  expect(marked).toEqual(spans)
})

it('draws a call that was never made as skipped, one that failed as failed', () => {
  const run = { status: 'done' as const, endedAt: '2026-11-23T05:00:09Z' }
  const refused = [span('call', { attemptId: 'a1', detail: 'the budget is used up' })]
  const [drawn] = quietSpans(refused, { run, attempts: [call('budget', null, 0)] })
  expect(drawn).toMatchObject({ status: 'skipped', detail: 'not called: the budget is used up' })
  expect(statuses(quietSpans(refused, { run, attempts: [call('invalid-key', null, 0)] }))).toEqual([
    'skipped',
  ])
  expect(statuses(quietSpans(refused, { run, attempts: [call('invalid-key')] }))).toEqual(['failed'])
  expect(statuses(quietSpans(refused, { run, attempts: [call('connection', null, 12)] }))).toEqual(['failed'])
})
