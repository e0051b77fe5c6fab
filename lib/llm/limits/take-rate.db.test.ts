// @module-tag promise
import { setTimeout as wait } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import { measureRateUse } from '@/lib/testing/measure-rate-use'
import type { RateEnd } from './rate-end'
import { correctedRate, leaveQueue, type RateRequest, refundRate, takeRate } from './take-rate'

const WINDOW_MS = 2000
const request = (attemptId: string, given: Partial<RateRequest> = {}): RateRequest => ({
  providerId: 'p',
  model: 'm',
  attemptId,
  teamId: 'team-a',
  isInteractive: false,
  tokens: 10,
  requestsPerMinute: null,
  tokensPerMinute: null,
  ...given,
})
const take = (attemptId: string, given: Partial<RateRequest> = {}) =>
  takeRate(request(attemptId, given), WINDOW_MS)

beforeEach(() => db().rateTake.deleteMany())

describe('a sliding window', () => {
  it('admits up to the limit at once, then asks to come back', async () => {
    const rate = { requestsPerMinute: 3 }
    expect(await Promise.all(['a', 'b', 'c'].map((id) => take(id, rate)))).toEqual([0, 0, 0])
    const waitMs = await take('d', rate)
    expect(waitMs).toBeGreaterThan(0)
    expect(waitMs).toBeLessThanOrEqual(WINDOW_MS)
  })

  it('counts tokens too, and lets a call that is larger than the limit go alone', async () => {
    const rate = { tokensPerMinute: 100 }
    expect(await take('a', { ...rate, tokens: 60 })).toBe(0)
    expect(await take('b', { ...rate, tokens: 41 })).toBeGreaterThan(0)
    await refundRate('b')
    expect(await take('c', { ...rate, tokens: 40 })).toBe(0)
    await db().rateTake.deleteMany()
    expect(await take('huge', { ...rate, tokens: 500 })).toBe(0)
    expect(await take('next', { ...rate, tokens: 1 })).toBeGreaterThan(0)
  })

  const correct = (attemptId: string, end: RateEnd) =>
    db().$executeRaw`WITH ${correctedRate(attemptId, end)} SELECT 1`
  const sentAtMs = performance.now() - 60_000

  it('finds room again after a refund or a correction', async () => {
    const rate = { requestsPerMinute: 2, tokensPerMinute: 100 }
    await take('a', { ...rate, tokens: 90 })
    expect(await take('b', { ...rate, tokens: 20 })).toBeGreaterThan(0)
    await correct('a', { kind: 'told', tokens: 30, sentAtMs })
    expect(await take('b', { ...rate, tokens: 20 })).toBe(0)
    expect(await take('c', { ...rate, tokens: 1 })).toBeGreaterThan(0)
    await refundRate('a')
    expect(await take('c', { ...rate, tokens: 1 })).toBe(0)
  })

  it('holds what was expected of a call whose usage is not known, and nothing of one that was not sent', async () => {
    const rate = { requestsPerMinute: 3, tokensPerMinute: 100 }
    await take('cut', { ...rate, tokens: 60 })
    await take('refused', { ...rate, tokens: 30 })
    await correct('cut', { kind: 'unsure', tokens: 0, sentAtMs })
    await correct('refused', { kind: 'unsent' })
    expect(await db().rateTake.findMany()).toMatchObject([{ attemptId: 'cut', tokens: 60 }])
    await correct('cut', { kind: 'unsure', tokens: 70, sentAtMs })
    expect(await take('b', { ...rate, tokens: 31 })).toBeGreaterThan(0)
    await refundRate('b')
    expect(await take('c', { ...rate, tokens: 30 })).toBe(0)
  })

  it('counts a call from when it was sent, not from when it was let through', async () => {
    await take('a', { requestsPerMinute: 1 })
    const { startsAt } = await db().rateTake.findUniqueOrThrow({ where: { attemptId: 'a' } })
    await wait(50)
    await correct('a', { kind: 'told', tokens: 1, sentAtMs: performance.now() - 10 })
    const place = await db().rateTake.findUniqueOrThrow({ where: { attemptId: 'a' } })
    expect(place.startsAt.getTime() - startsAt.getTime()).toBeGreaterThanOrEqual(40)
    expect(place.startsAt.getTime()).toBeLessThanOrEqual(Date.now())
  })

  it('keeps the place of a call that was let through when its run gives up', async () => {
    const rate = { requestsPerMinute: 1 }
    await take('sent', rate)
    await take('queued', rate)
    await Promise.all([leaveQueue('sent'), leaveQueue('queued')])
    expect(await db().rateTake.findMany()).toMatchObject([{ attemptId: 'sent', isAdmitted: true }])
  })

  it('counts a call that is made again after a crash twice', async () => {
    const rate = { requestsPerMinute: 2 }
    expect([await take('a', rate), await take('a', rate)]).toEqual([0, 0])
    expect(await take('b', rate)).toBeGreaterThan(0)
  })

  it('serves interactive calls first, then teams in turn, then by age', async () => {
    const shortMs = 500
    const rate = { requestsPerMinute: 2 }
    const order: string[] = []
    const queued: [string, Partial<RateRequest>][] = [
      ['a1', {}],
      ['a2', {}],
      ['b1', { teamId: 'team-b' }],
      ['a-quick', { isInteractive: true }],
    ]
    for (const id of ['first', 'second']) {
      await takeRate(request(id, { ...rate, teamId: 'team-c' }), shortMs)
      await wait(150)
    }
    for (const [id, given] of queued) {
      expect(await takeRate(request(id, { ...rate, ...given }), shortMs)).toBeGreaterThan(0)
    }
    // Places become free one by one; who has come first asks first, but for the interactive call.
    const waiting = [...queued.slice(-1), ...queued.slice(0, -1)]
    while (order.length < queued.length) {
      for (const [id, given] of waiting.filter(([each]) => !order.includes(each))) {
        if ((await takeRate(request(id, { ...rate, ...given }), shortMs)) === 0) order.push(id)
      }
      await wait(20)
    }
    expect(order).toEqual(['a-quick', 'b1', 'a1', 'a2'])
  })

  it('waits for nobody who does not come back', async () => {
    const rate = { requestsPerMinute: 1 }
    await take('a', rate)
    await take('dead', rate)
    const longAgo = new Date(Date.now() - 6000)
    await db().rateTake.updateMany({ data: { startsAt: longAgo } })
    expect(await take('living', rate)).toBe(0)
  })

  it('never holds more than the limits, of requests and tokens, and uses them: two processes, both binding', async () => {
    const use = await measureRateUse({ windowMs: 6000, requestsPerMinute: 40, tokensPerMinute: 2000 })
    expect(use.most.requests).toBeLessThanOrEqual(1)
    expect(use.most.tokens).toBeLessThanOrEqual(1)
    expect(use.share).toBeGreaterThanOrEqual(0.95)
  }, 60_000)
})
