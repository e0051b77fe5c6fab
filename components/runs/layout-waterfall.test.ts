import { describe, expect, it } from 'vitest'
import type { RunSpanRow } from '@/lib/domain/run'
import { layoutWaterfall } from './layout-waterfall'

const BEGIN = Date.parse('2026-11-23T10:00:00.000Z')

function span(
  id: string,
  sequence: number,
  fromMs: number,
  toMs: number | null,
  parentId?: string,
): RunSpanRow {
  return {
    id,
    tryNumber: 1,
    sequence,
    parentId: parentId ?? null,
    stage: 'generate',
    kind: 'model',
    label: id,
    status: toMs === null ? 'running' : 'ok',
    detail: null,
    attemptId: null,
    checkId: null,
    costNanoUsd: null,
    startedAt: new Date(BEGIN + fromMs).toISOString(),
    endedAt: toMs === null ? null : new Date(BEGIN + toMs).toISOString(),
  }
}

describe('layoutWaterfall', () => {
  it('places bars as shares of the whole', () => {
    const { bars, totalMs } = layoutWaterfall([span('a', 1, 0, 250), span('b', 2, 250, 1000)], BEGIN)
    expect(totalMs).toBe(1000)
    expect(bars.map((bar) => [bar.span.id, bar.startShare, bar.widthShare])).toEqual([
      ['a', 0, 0.25],
      ['b', 0.25, 0.75],
    ])
  })

  it('draws children below their parent by sequence, and an orphan at the top', () => {
    const spans = [
      span('check', 4, 600, 700, 'stage'),
      span('orphan', 5, 900, 1000, 'gone'),
      span('stage', 2, 100, 800),
      span('attempt', 3, 100, 600, 'stage'),
      span('analyse', 1, 0, 100),
    ]
    const { bars } = layoutWaterfall(spans, BEGIN)
    expect(bars.map((bar) => [bar.span.id, bar.depth])).toEqual([
      ['analyse', 0],
      ['stage', 0],
      ['attempt', 1],
      ['check', 1],
      ['orphan', 0],
    ])
  })

  it('lets a running span reach to now, and never ends before it starts', () => {
    const running = span('a', 1, 0, null)
    expect(layoutWaterfall([running], BEGIN + 400).bars[0]).toMatchObject({ durationMs: 400, running: true })
    expect(layoutWaterfall([running], BEGIN - 5000).bars[0]).toMatchObject({ durationMs: 0, startShare: 0 })
  })

  it('knows a run without spans', () => {
    expect(layoutWaterfall([], BEGIN)).toEqual({ bars: [], totalMs: 0 })
  })
})
