import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Overview } from '@/lib/domain/overview'
import { OverviewTiles } from './overview-tiles'

const nothing = { value: null, n: 0 }
const overview = {
  today: { from: '2026-11-23T00:00:00Z', until: '2026-11-24T00:00:00Z' },
  counters: {
    ...{ runs: nothing, verifiedShare: nothing, fallbackShare: nothing, cacheHitShare: nothing },
    ...{ costNanoUsd: nothing, failedCalls: 0, medianDurationMs: nothing },
  },
  ...{ days: [], activeRuns: 0, seesCosts: true },
}

function spentTile(counters: Partial<Overview['counters']>): string {
  const given = { ...overview, counters: { ...overview.counters, ...counters } }
  const text = renderToStaticMarkup(<OverviewTiles teamSlug="acme" overview={given} />)
  return (/Spent.*?<\/a>/.exec(text)?.[0] ?? '').replaceAll(/<[^>]+>/g, ' ').replaceAll(/ +/g, ' ')
}

it('of no call there is no amount: no data is not $0', () => {
  expect(spentTile({})).toBe('Spent no data no model call yet today ')
  const costNanoUsd = { value: 0, n: 2 }
  expect(spentTile({ costNanoUsd, failedCalls: 2 })).toBe('Spent $0 2 calls, 2 unanswered ')
})
