// @module-tag promise
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import type { AttemptOutcome } from '@/lib/domain/words'
import { askBreaker, tellBreaker } from './breaker'
import { BREAKER_RULES } from './breaker-rules'
import { forgetBreakers } from './forget-breakers'
import { forgetLimitStates } from './limit-state'

const key = { providerId: 'p', model: 'm' }
const rules = { ...BREAKER_RULES, failuresToOpen: 3, firstPauseMs: 200, maxPauseMs: 700, probeLeaseMs: 400 }

async function tell(outcome: AttemptOutcome, attemptId = 'any', isProbe = false, retryAfterMs = 0) {
  await tellBreaker(key, { attemptId, isProbe, outcome, errorText: `was ${outcome}`, retryAfterMs }, rules)
}
const ask = (attemptId = 'any') => askBreaker(key, attemptId, rules)
const row = () => db().breaker.findUnique({ where: { providerId_model: key } })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function open(outcome: AttemptOutcome = 'overloaded') {
  for (let call = 0; call < rules.failuresToOpen; call += 1) await tell(outcome)
}

beforeEach(async () => {
  await db().breaker.deleteMany()
  forgetLimitStates()
})

describe('the circuit breaker', () => {
  it('opens after so many faults in a row, and leaves the model alone', async () => {
    await tell('overloaded')
    await tell('timeout')
    expect(await ask()).toEqual({ admitted: true, isProbe: false })
    await tell('connection')
    expect(await ask()).toEqual({
      admitted: false,
      cause: 'breaker',
      waitMs: 1000,
      text: 'left alone after 3 failed calls in a row, tried again in 1 s (last: was connection)',
      lastOutcome: 'connection',
    })
  })

  it.each<AttemptOutcome>(['invalid-key', 'unknown-model'])(
    'says that %s is not worth waiting for, and what it was',
    async (outcome) => {
      await open(outcome)
      expect(await ask()).toMatchObject({ admitted: false, waitMs: null, lastOutcome: outcome })
    },
  )

  it.each<AttemptOutcome>(['ok', 'refusal', 'max-tokens', 'empty'])(
    'begins to count anew after %s',
    async (outcome) => {
      await tell('overloaded')
      await tell('overloaded')
      await tell(outcome)
      await tell('overloaded')
      expect(await ask()).toMatchObject({ admitted: true })
    },
  )

  it('counts neither cancelled calls nor those the budget refused, and writes nothing while all is well', async () => {
    for (const outcome of ['ok', 'cancelled', 'budget', 'cancelled'] as const) await tell(outcome)
    expect(await row()).toBeNull()
  })

  it('lets exactly one probe pass after the pause, of many that ask at once', async () => {
    await open()
    await pause(250)
    forgetLimitStates()
    const verdicts = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`attempt-${index}`)))
    expect(verdicts.filter((verdict) => verdict.admitted)).toEqual([{ admitted: true, isProbe: true }])
  })

  it('closes when the probe works, and stays open twice as long when it fails, up to a cap', async () => {
    await open()
    const pauses: number[] = []
    for (const attemptId of ['first', 'second', 'third']) {
      await pause(pauses.at(-1) ?? 220)
      expect(await ask(attemptId)).toEqual({ admitted: true, isProbe: true })
      await tell('overloaded', attemptId, true)
      const { probeAt, updatedAt } = (await row()) ?? { probeAt: null, updatedAt: new Date() }
      pauses.push((probeAt?.getTime() ?? 0) - updatedAt.getTime())
    }
    expect(pauses).toEqual([400, 700, 700])
    await pause(720)
    expect(await ask('fourth')).toEqual({ admitted: true, isProbe: true })
    await tell('ok', 'fourth', true)
    expect(await row()).toMatchObject({ state: 'closed', failures: 0 })
    expect(await ask()).toEqual({ admitted: true, isProbe: false })
  })

  it('is not kept open longer by calls that were under way when it opened', async () => {
    await open()
    const before = await row()
    await tell('overloaded', 'late')
    expect(await row()).toEqual(before)
  })

  it('gives the probe to another when it was cancelled, or when its process died', async () => {
    await open()
    await pause(220)
    await ask('cancelled')
    await tell('cancelled', 'cancelled', true)
    expect(await ask('dead')).toEqual({ admitted: true, isProbe: true })
    expect(await ask('another')).toMatchObject({ admitted: false })
    expect(await ask('dead')).toEqual({ admitted: true, isProbe: true })
    await pause(450)
    expect(await ask('another')).toEqual({ admitted: true, isProbe: true })
  })

  it('is not opened by a provider that only wants fewer calls, and is closed when its probe hears so', async () => {
    for (let call = 0; call < 9; call += 1) await tell('rate-limited', 'any', false, 650)
    expect(await ask()).toEqual({ admitted: true, isProbe: false })
    await open()
    await tell('rate-limited', 'late', false, 650)
    expect(await ask()).toMatchObject({ admitted: false })
    await pause(220)
    expect(await ask('probe')).toEqual({ admitted: true, isProbe: true })
    await tell('rate-limited', 'probe', true, 650)
    expect(await row()).toMatchObject({ state: 'closed', failures: 0 })
    expect(await ask()).toEqual({ admitted: true, isProbe: false })
  })

  it('asks for a wait where the provider says that it is busy, as long as it said', async () => {
    await open()
    expect(await ask()).toMatchObject({ admitted: false, waitMs: 1000 })
    await db().breaker.deleteMany()
    forgetLimitStates()
    for (let call = 0; call < 3; call += 1) await tell('overloaded', 'any', false, 650)
    const { probeAt, updatedAt } = (await row()) ?? { probeAt: null, updatedAt: new Date() }
    expect((probeAt?.getTime() ?? 0) - updatedAt.getTime()).toBe(650)
    await pause(670)
    expect(await ask('probe')).toMatchObject({ isProbe: true })
    expect(await ask('waiting')).toMatchObject({
      cause: 'probe',
      waitMs: 1000,
      text: expect.stringContaining('being tried again'),
    })
  })

  it('is asked again the later the longer its probe takes, a quarter of a minute at most', async () => {
    await open()
    await pause(220)
    const slow = { ...rules, probeLeaseMs: 300_000 }
    const waitAfter = async (seconds: number) => {
      const probeAt = new Date(Date.now() + slow.probeLeaseMs - seconds * 1000)
      await db().breaker.updateMany({ data: { probeAt } })
      forgetLimitStates()
      const verdict = await askBreaker(key, 'waiting', slow)
      return verdict.admitted ? 0 : Math.round((verdict.waitMs ?? 0) / 1000)
    }
    expect(await askBreaker(key, 'probe', slow)).toMatchObject({ isProbe: true })
    expect([await waitAfter(0.5), await waitAfter(4), await waitAfter(9), await waitAfter(200)]).toEqual([
      1, 4, 9, 15,
    ])
  })

  it('is forgotten when a person changes the provider', async () => {
    await open()
    await forgetBreakers(db(), key.providerId)
    expect(await ask()).toEqual({ admitted: true, isProbe: false })
  })
})
