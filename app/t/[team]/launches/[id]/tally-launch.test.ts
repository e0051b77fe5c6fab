import { expect, it } from 'vitest'
import type { RunRow } from '@/lib/domain/run'
import { tallyLaunch } from './tally-launch'

const run = (status: RunRow['status'], verdict: RunRow['verdict'] = null) => ({ status, verdict })

it('counts each run once, by its verdict when it is done', () => {
  const tally = tallyLaunch([
    run('done', 'verified'),
    run('done', 'verified'),
    run('done', 'unverified'),
    run('done', 'rejected'),
    run('failed'),
    run('cancelled'),
    run('running'),
    run('queued'),
  ])
  expect(tally.counts).toMatchObject({ verified: 2, unverified: 1, rejected: 1, failed: 1, running: 1 })
  expect(Object.values(tally.counts).reduce((sum, count) => sum + count, 0)).toBe(8)
  expect(tally.ended).toBe(6)
  expect(tally.verifiedShare).toEqual({ part: 2, whole: 4 })
})

it('has no share before anything was judged', () => {
  expect(tallyLaunch([run('queued'), run('failed')]).verifiedShare).toBeNull()
})
