import { expect, test } from 'vitest'
import { firstRunOf, LAUNCH_SIZES, type LoadAsk, planHours } from './load-plan'
import { RUN_SCRIPTS, SLOTS, slotsOf, WORKFLOW_SHARE } from './run-scripts'

const ask: LoadAsk = { runs: 100_000, days: 91, seed: 1, until: '2026-11-23T16:00:00.000Z' }
const hours = planHours(ask)
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
const launchesOn = (weekday: number) =>
  sum(hours.filter(({ at }) => new Date(at).getUTCDay() === weekday).map(({ launches }) => launches))

test('every launch has its hour, in the order of time, and together they hold the runs that were asked for', () => {
  expect(hours).toHaveLength(91 * 24)
  expect(hours.at(-1)?.at).toBe('2026-11-23T15:00:00.000Z')
  let next = 0
  for (const { firstLaunch, launches } of hours) {
    expect(firstLaunch).toBe(next)
    next += launches
  }
  const runs = firstRunOf(next)
  expect(runs).toBeGreaterThanOrEqual(ask.runs)
  expect(runs).toBeLessThan(ask.runs + Math.max(...LAUNCH_SIZES))
  expect(() => planHours({ ...ask, runs: 0 })).toThrow('at least one run')
})

test('weeks have their shape, the team grows, and incidents are there', () => {
  expect(launchesOn(2)).toBeGreaterThan(4 * launchesOn(0))
  const nightly = hours.filter(({ at }) => at.includes('T04:')).map(({ launches }) => launches)
  const noon = hours.filter(({ at }) => at.includes('T10:')).map(({ launches }) => launches)
  expect(sum(noon)).toBeGreaterThan(10 * sum(nightly))
  expect(hours.filter(({ regime }) => regime === 'provider-down')).toHaveLength(8)
  expect(hours.filter(({ regime }) => regime === 'bad-prompt')).toHaveLength(30)
  const half = Math.floor(hours.length / 2)
  expect(sum(hours.slice(half).map(({ launches }) => launches))).toBeGreaterThan(
    sum(hours.slice(0, half).map(({ launches }) => launches)),
  )
})

test('every slot has a way to go, and a provider that is down shows in most of them', () => {
  for (const [workflow] of WORKFLOW_SHARE) {
    const down = slotsOf(workflow, 'provider-down').map((place) => RUN_SCRIPTS[place])
    expect(down).toHaveLength(SLOTS)
    expect(slotsOf(workflow, 'usual')).toHaveLength(SLOTS)
    expect(down.filter((script) => script?.reason === 'provider-down').length).toBeGreaterThan(SLOTS / 3)
    expect(down.every((script) => script?.workflow === workflow)).toBe(true)
  }
})
