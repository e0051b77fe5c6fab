import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { abortOpenFlows, openCancelSignal, trackWork } from './cancel-signals'

test('a stop breaks off every open flow and waits until its work has recorded itself', async () => {
  const { controller, release } = openCancelSignal('a:1')
  const events: string[] = []
  const work = setTimeout(60_000, undefined, { signal: controller.signal }).catch(async () => {
    await setTimeout(50)
    events.push('recorded')
  })
  const tracked = trackWork(work)
  await abortOpenFlows(10_000)
  expect(events).toEqual(['recorded'])
  await tracked
  release()
})

test('it does not wait for ever', async () => {
  const never = new Promise(() => {})
  expect(trackWork(never)).toBe(never)
  const began = performance.now()
  await abortOpenFlows(30)
  expect(performance.now() - began).toBeLessThan(5000)
})
