import { expect, it } from 'vitest'
import { findUnknownValues } from './find-unknown-values'

const groupsOf = (chart: string) => (chart === 'cost' ? ['workflow', 'model', 'none'] : undefined)
const unknown = (query: string) =>
  findUnknownValues(new URLSearchParams(query), groupsOf).map(({ filter, value }) => `${filter} ${value}`)

it('a range that cannot be drawn is told as it was given', () => {
  expect(unknown('range=1y')).toEqual(['range 1y'])
  expect(unknown('range=custom&from=bad')).toEqual(['range bad – ?'])
  const ends = (from: string, until: string) => `range=custom&from=${from}T00:00:00Z&until=${until}T00:00:00Z`
  expect(unknown(ends('2026-11-01', '2026-11-02'))).toEqual([])
  expect(unknown(ends('2026-11-02', '2026-11-01'))).toHaveLength(1)
  expect(unknown(ends('2022-11-01', '2026-11-01'))).toHaveLength(1)
})

it('words of closed lists and splits that a chart has not are told', () => {
  expect(unknown('workflow=test-generation,baking&tier=cheap,dear')).toEqual(['workflow baking', 'tier dear'])
  expect(unknown('by=cost:nonsense,cost:model,latency:stage,sunshine:model')).toEqual([
    'by cost:nonsense',
    'by sunshine:model',
  ])
})

it('what is known, or the team’s own, is not', () => {
  expect(unknown('')).toEqual([])
  expect(unknown('range=7d&compare=true&project=shop&member=u1&model=m&prompt=p&by=cost:none')).toEqual([])
})
