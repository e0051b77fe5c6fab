import { expect, test } from 'vitest'
import { makeRota } from './make-rota'

const names = (count: number) => Array.from({ length: count }, (_, index) => `team-${index}`)
const rotaOf = (count: number, open: string[] = []) =>
  makeRota({ all: async () => names(count), withOpenAlerts: async () => open })
const START = 10_000_000

test('every team is looked at within five minutes, some at a time, and busy ones in between', async () => {
  const rota = rotaOf(100)
  const seen: string[] = []
  for (let second = 0; second < 10; second += 2) {
    rota.note('busy')
    const due = await rota.take(START + second * 1000)
    expect(due.length).toBeLessThanOrEqual(21)
    seen.push(...due)
    for (const teamId of due) rota.looked(teamId, START + second * 1000)
  }
  expect(new Set(seen)).toEqual(new Set([...names(100), 'busy']))
  expect(seen.filter((teamId) => teamId === 'busy')).toHaveLength(2)
  expect(await rota.take(START + 12_000)).toEqual(['busy'])
  rota.looked('busy', START + 12_000)
  expect(await rota.take(START + 299_000)).toEqual([])
  expect(await rota.take(START + 300_000)).toHaveLength(20)
})

test('a team that could not be looked at is due again soon, and what happens meanwhile is not lost', async () => {
  const rota = rotaOf(1)
  expect(await rota.take(START)).toEqual(['team-0'])
  rota.looked('team-0', START, { hasFailed: true })
  expect(await rota.take(START + 20_000)).toEqual([])
  expect(await rota.take(START + 30_000)).toEqual(['team-0'])
  rota.note('team-0')
  rota.looked('team-0', START + 31_000)
  expect(await rota.take(START + 36_000)).toEqual(['team-0'])
})

test('a team with an open alert is looked at every 15 seconds, whatever happens', async () => {
  const rota = rotaOf(0, ['open'])
  const due = []
  for (let second = 0; second <= 30; second += 5) due.push(await rota.take(START + second * 1000))
  expect(due).toEqual([['open'], [], [], ['open'], [], [], ['open']])
})
