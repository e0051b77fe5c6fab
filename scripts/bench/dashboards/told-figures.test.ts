import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { BOUNDS, PROMISED } from '../bounds'
import { keptFigures, promiseAt, toldName } from './told-figures'

test.each([
  [1_000_000, 'chartsP95Ms1M', 'runsPageP95Ms'],
  [10_000_000, 'chartsP95Ms10M', 'runsPageP95Ms10M'],
  [2_000_000, 'chartsP95Ms2M', 'runsPageP95Ms2M'],
  [20_000, 'chartsP95Ms20k', 'runsPageP95Ms20k'],
  [1_234, 'chartsP95Ms1234', 'runsPageP95Ms1234'],
])('of %i runs no figure takes the place of another size’s', (runs, charts, page) => {
  expect(toldName(promiseAt('chartsP95Ms', runs), runs)).toBe(charts)
  expect(toldName('runsPageP95Ms', runs)).toBe(page)
  expect(toldName('firstLoadKb', runs)).toBe('firstLoadKb')
})

test('charts of any size have a bound, and a part that promises them', () => {
  const promised = Object.values(PROMISED).flat()
  for (const base of ['charts', 'filteredCharts', 'comparedCharts', 'dashboard'])
    for (const runs of [1, 20_000, 1_000_000, 2_000_000, 50_000_000]) {
      const promise = promiseAt(`${base}P95Ms`, runs)
      expect([BOUNDS[promise], promised]).toEqual([
        { most: expect.any(Number) },
        expect.arrayContaining([promise]),
      ])
    }
})

test('only figures that say of when and what they are, are carried over', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'figures-')), 'dashboards.json')
  expect(keptFigures(file)).toEqual({})
  const figure = { value: 1, unit: 'ms', n: 2 }
  writeFileSync(file, JSON.stringify({ figures: { old: figure } }))
  expect(keptFigures(file)).toEqual({})
  const told = { ...figure, date: '2026-11-23T00:00:00.000Z', commit: 'abc', runs: 1000 }
  writeFileSync(file, JSON.stringify({ figures: { told } }))
  expect(keptFigures(file)).toEqual({ told })
})
