import { expect, it } from 'vitest'
import type { RunSpanRow } from '@/lib/domain/run'
import { markCancelled } from './mark-cancelled'

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
const statuses = (marked: RunSpanRow[]) => marked.map((one) => one.status)

it('draws what the cancel broke off as skipped, what failed before it as failed', () => {
  const run = { status: 'cancelled' as const, endedAt: '2026-11-23T05:00:02Z' }
  const marked = markCancelled(spans, { run, attempts: [{ id: 'a1', outcome: 'cancelled' }] })
  expect(statuses(marked)).toEqual(['failed', 'skipped', 'ok', 'skipped'])
  expect(marked[1]?.detail).toBe('cancelled')
})

it('leaves the failures of a run that was not cancelled', () => {
  const run = { status: 'failed' as const, endedAt: '2026-11-23T05:00:02Z' }
  const marked = markCancelled(spans, { run, attempts: [{ id: 'a1', outcome: 'timeout' }] })
  expect(marked).toEqual(spans)
})
