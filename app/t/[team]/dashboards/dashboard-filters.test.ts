import { expect, it } from 'vitest'
import { ChartQuery } from '@/lib/domain/chart'
import { groupOf, loadDashboardState, toAsk, withGroup } from './dashboard-filters'

const askOf = (query: string) => toAsk(loadDashboardState(new URLSearchParams(query)))

it('asks in the words of the route', () => {
  const ask = askOf('range=7d&project=shop,till&tier=cheap,none&compare=true')
  expect(ChartQuery.parse(ask)).toMatchObject({
    range: '7d',
    project: ['shop', 'till'],
    tier: ['cheap'],
    compare: true,
  })
})

it('a range that is none is the usual one', () => {
  for (const query of [
    '',
    'range=always',
    'range=custom',
    'range=custom&from=2026-11-01T00:00:00Z&until=soon',
  ])
    expect(askOf(query)).toMatchObject({ range: '30d' })
  const custom = 'range=custom&from=2026-11-01T00:00:00Z&until=2026-11-02T00:00:00.000Z'
  expect(ChartQuery.parse(askOf(custom))).toMatchObject({ range: 'custom', from: '2026-11-01T00:00:00Z' })
})

it('each chart has its own split', () => {
  const by = withGroup({ by: ['cost:model', 'latency:stage'] }, 'cost', 'tier')
  expect(by).toEqual(['latency:stage', 'cost:tier'])
  expect(groupOf({ by }, 'cost')).toBe('tier')
  expect(groupOf({ by }, 'cost-per-verified')).toBeNull()
})
