// @module-tag promise
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import type { StepDebt } from '@/lib/db/step-debt'
import type { CacheKeyParts } from '@/lib/domain/cache'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedMoreRuns } from '@/lib/testing/seed/seed-more-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import { cacheKey } from './cache-key'
import { flushHits } from './count-hits'
import { clearMemory } from './memory-level'
import { type Idle, TeamCache } from './team-cache'

const figures = { costNanoUsd: 123, durationMs: 4.6, promptVersion: 'test-generation/generate.v1' }
let runs: RunScope[]
let parts: CacheKeyParts
let used = 0
let tests = 0

beforeAll(async () => {
  const { owner } = await seedTeam({ slug: 'one' })
  const first = await seedEngineRun(owner, { slug: 'one' })
  runs = await seedMoreRuns(first, 110)
})
beforeEach(async () => {
  // A key per test: what one test leaves as being made must not hold up the next.
  tests += 1
  parts = {
    workflow: 'test-generation',
    stage: 'generate',
    engineVersion: 1,
    targetKey: `project:module${tests}.py`,
    contextHash: `context ${tests}`,
    promptHash: 'prompt',
    model: 'claude-sonnet-5-5',
    parametersHash: 'parameters',
  }
  clearMemory()
  await db().cacheEntry.deleteMany()
})

function nextRun(): RunScope {
  const run = runs[used++]
  if (run === undefined) throw new Error('seed more runs')
  return run
}
const never = () => new AbortController().signal
const cacheOf = (run = nextRun()) => new TeamCache(run, never())
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const rowOf = (of = parts) => db().cacheEntry.findFirstOrThrow({ where: { key: cacheKey(of) } })

describe('levels', () => {
  it('serves from memory, and after a restart from the database; hits are counted behind the readers', async () => {
    const run = nextRun()
    const cache = cacheOf(run)
    expect(await cache.lookup(parts)).toMatchObject({ hit: false, reason: 'first-time' })
    await cache.store(parts, { words: ['a'] }, figures)
    const value = { words: ['a'] }
    expect(await cacheOf().lookup(parts)).toMatchObject({ hit: true, level: 'memory', value })
    clearMemory()
    expect(await cacheOf().lookup(parts)).toMatchObject({ hit: true, level: 'database', value })
    expect(await cacheOf().lookup(parts)).toMatchObject({ level: 'memory' })
    expect((await rowOf()).hits).toBe(0)
    await flushHits()
    expect(await rowOf()).toMatchObject({
      hits: 3,
      costNanoUsd: 123n,
      durationMs: 5,
      promptVersion: figures.promptVersion,
      promptHash: 'prompt',
      projectId: run.projectId,
      bytes: JSON.stringify(value).length,
      value,
    })
    expect(await db().cacheFlight.count({ where: { key: cacheKey(parts) } })).toBe(0)
  })

  it('hits are counted by themselves within some seconds', async () => {
    await cacheOf().store(parts, 'x', figures)
    await cacheOf().lookup(parts)
    await waitFor('the count', async () => (await rowOf()).hits === 1, 5000)
  })

  it('hands out copies', async () => {
    await cacheOf().store(parts, { words: ['a'] }, figures)
    const first = await cacheOf().lookup(parts)
    if (first.hit) (first.value as { words: string[] }).words.push('changed')
    expect(await cacheOf().lookup(parts)).toMatchObject({ value: { words: ['a'] } })
  })

  it('shows no team the results of another', async () => {
    await cacheOf().store(parts, 'secret', figures)
    const other = { ...nextRun(), teamId: 'other' }
    for (const restart of [false, true]) {
      if (restart) clearMemory()
      const cache = cacheOf(other)
      expect(await cache.lookup(parts)).toMatchObject({ hit: false, reason: 'first-time' })
      await cache.abandon(parts)
    }
  })

  it('shows pieces without claiming what is not there or waiting for who makes it', async () => {
    const of = (contextHash: string) => ({ ...parts, contextHash })
    await cacheOf().store(of('in memory'), 1, figures)
    await cacheOf().lookup(of('under way'))
    clearMemory()
    await cacheOf().store(of('newer'), 2, figures)
    const peeker = cacheOf()
    const peeked = await peeker.peek(['newer', 'in memory', 'under way', 'nowhere'].map(of))
    expect(peeked.map(({ value }) => value)).toEqual([2, 1, null, null])
    const flights = await db().cacheFlight.findMany({ where: { key: { in: peeked.map(({ key }) => key) } } })
    expect(flights.map(({ key }) => key)).toEqual([cacheKey(of('under way'))])
  })

  it('serves the same code under another path', async () => {
    await cacheOf().store(parts, 'x', figures)
    expect(await cacheOf().lookup({ ...parts, targetKey: 'project:moved.py' })).toMatchObject({ hit: true })
  })

  it.each([[null], [false], [''], [[]]])('%j is a result like any other', async (value) => {
    await cacheOf().store(parts, value as never, figures)
    clearMemory()
    expect(await cacheOf().lookup(parts)).toMatchObject({ hit: true, value })
  })

  it.each(['a\0b', '\ud800'])(
    'what the database cannot hold (%j) is not cached, and nobody waits for it',
    async (value) => {
      const cache = cacheOf()
      await cache.lookup(parts)
      await cache.store(parts, value, figures)
      expect(await cacheOf().lookup(parts)).toMatchObject({ hit: false })
    },
  )

  it('text that only looks like NUL is cached', async () => {
    await cacheOf().store(parts, '\\u0000', figures)
    clearMemory()
    expect(await cacheOf().lookup(parts)).toMatchObject({ hit: true, value: '\\u0000' })
  })
})

describe('miss reasons', () => {
  it.each([
    [{ contextHash: 'other', promptHash: 'other' }, 'source-changed'],
    [{ promptHash: 'other', model: 'other' }, 'prompt-changed'],
    [{ model: 'other' }, 'model-changed'],
    [{ parametersHash: 'other' }, 'options-changed'],
    [{ engineVersion: 2 }, 'options-changed'],
    [{ targetKey: 'project:new.py', contextHash: 'other' }, 'first-time'],
    [{ stage: 'other' }, 'first-time'],
  ])('%j → %s', async (changed, reason) => {
    await cacheOf().store(parts, 'x', figures)
    expect(await cacheOf().lookup({ ...parts, ...changed })).toMatchObject({ hit: false, reason })
  })

  it('compares with the newest entry of the target', async () => {
    await cacheOf().store({ ...parts, contextHash: 'old' }, 'x', figures)
    // Both within a millisecond would be equally new.
    await db().cacheEntry.updateMany({ data: { createdAt: new Date(Date.now() - 1000) } })
    await cacheOf().store(parts, 'y', figures)
    expect(await cacheOf().lookup({ ...parts, model: 'other' })).toMatchObject({ reason: 'model-changed' })
  })

  it('failed-recheck once the served result was refused, until it is made anew', async () => {
    await cacheOf().store(parts, 'bad', figures)
    const cache = cacheOf()
    expect(await cache.lookup(parts)).toMatchObject({ hit: true, value: 'bad' })
    await cache.refuse(parts, 'bad')
    expect(await cache.lookup(parts)).toMatchObject({ hit: false, reason: 'failed-recheck' })
    await cache.store(parts, 'good', figures)
    expect(await cacheOf().lookup(parts)).toMatchObject({ hit: true, value: 'good' })
    await flushHits()
    expect(await rowOf()).toMatchObject({ hits: 1, goneReason: null, goneAt: null })
  })
})

describe('a refusal', () => {
  it('leaves alone what was made anew since the hit', async () => {
    await cacheOf().store(parts, { n: 1.5, words: 'bad' }, figures)
    const [first, second] = [cacheOf(), cacheOf()]
    const bad = await first.lookup(parts)
    expect(await second.lookup(parts)).toEqual(bad)
    await first.refuse(parts, bad.hit && bad.value)
    expect(await first.lookup(parts)).toMatchObject({ hit: false, reason: 'failed-recheck' })
    await first.store(parts, 'good', figures)
    await second.refuse(parts, bad.hit && bad.value)
    expect(await second.lookup(parts)).toMatchObject({ hit: true, value: 'good' })
    clearMemory()
    expect(await cacheOf().lookup(parts)).toMatchObject({ hit: true, level: 'database', value: 'good' })
  })

  it('takes its hit back, whether it was written by then or lost, and none that is not there', async () => {
    await cacheOf().store(parts, 'bad', figures)
    const cache = cacheOf()
    await cache.lookup(parts)
    await flushHits()
    expect((await rowOf()).hits).toBe(1)
    await cache.refuse(parts, 'bad')
    await flushHits()
    expect((await rowOf()).hits).toBe(0)
    await cacheOf().store(parts, 'bad again', figures)
    // As in a worker that resumes a run whose hit died with another process.
    await cacheOf().refuse(parts, 'bad again')
    await flushHits()
    expect((await rowOf()).hits).toBe(0)
  })
})

describe('single flight', () => {
  it('of 20 runs at once one makes the result and 19 are served', async () => {
    let made = 0
    let waits = 0
    const results = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const cache = cacheOf()
        const found = await cache.lookup(parts, async () => {
          waits += 1
        })
        if (found.hit) return found.value
        made += 1
        await pause(30)
        await cache.store(parts, `made ${made}`, figures)
        return `made ${made}`
      }),
    )
    expect(made).toBe(1)
    expect(waits).toBe(19)
    expect(new Set(results)).toEqual(new Set(['made 1']))
  })

  it('when the maker gives up, the next one makes it', async () => {
    const maker = cacheOf()
    await maker.lookup(parts)
    const waiting = cacheOf().lookup(parts)
    await maker.abandon(parts)
    expect(await waiting).toMatchObject({ hit: false })
  })

  it('when the maker is cancelled, the next one makes it at once', async () => {
    const cancel = new AbortController()
    const maker = nextRun()
    await new TeamCache(maker, cancel.signal).lookup(parts)
    const waiting = cacheOf().lookup(parts)
    await db().run.update({ where: { id: maker.runId }, data: { status: 'cancelled' } })
    const cancelledAt = Date.now()
    cancel.abort()
    expect(await waiting).toMatchObject({ hit: false })
    expect(Date.now() - cancelledAt).toBeLessThan(300)
  })

  it('a maker whose worker stops keeps its flight for the next worker, which goes on with it', async () => {
    const stop = new AbortController()
    const run = nextRun()
    const stopped = new TeamCache(run, stop.signal)
    await stopped.lookup(parts)
    stop.abort()
    await stopped.abandon(parts)
    await pause(50)
    const flight = await db().cacheFlight.findFirstOrThrow({ where: { key: cacheKey(parts) } })
    expect(flight.runId).toBe(run.runId)

    // Replayed: its lookup is not repeated, what it makes is stored.
    const resumed = cacheOf(run)
    const waiting = cacheOf().lookup(parts)
    await waitFor('the adoption', async () => {
      const [row] = await db().cacheFlight.findMany({ where: { key: cacheKey(parts) } })
      return row !== undefined && row.heldAt > flight.heldAt
    })
    await resumed.store(parts, 'made once', figures)
    expect(await waiting).toMatchObject({ hit: true, value: 'made once' })
  })

  it.each(['done', 'failed', 'cancelled'])(
    'a flight whose run is %s is taken over at once',
    async (status) => {
      const dead = nextRun()
      await leaveFlight(dead)
      await db().run.update({ where: { id: dead.runId }, data: { status } })
      expect(await cacheOf().lookup(parts)).toMatchObject({ hit: false })
    },
  )

  it('a flight of an earlier try is taken over at once, also by the next try of the same run', async () => {
    const dead = nextRun()
    await leaveFlight(dead)
    await db().run.update({ where: { id: dead.runId }, data: { tryNumber: 2 } })
    expect(await cacheOf({ ...dead, tryNumber: 2 }).lookup(parts)).toMatchObject({ hit: false })
  })

  it('a flight that its process holds no more is taken over', async () => {
    await leaveFlight(nextRun(), new Date(Date.now() - 11_500))
    const began = Date.now()
    expect(await cacheOf().lookup(parts)).toMatchObject({ hit: false })
    expect(Date.now() - began).toBeGreaterThan(300)
    expect(Date.now() - began).toBeLessThan(3000)
  })

  it('waits as long as its maker lives, also past the time that it trusts its own process, and says that it is idle', async () => {
    const maker = cacheOf()
    await maker.lookup(parts)
    let idle = 0
    const whileIdle: Idle = async (wait) => {
      idle += 1
      try {
        return await wait()
      } finally {
        idle -= 1
      }
    }
    const twin = new TeamCache(nextRun(), never(), { idle: whileIdle, trustFlightMs: 30 }).lookup(parts)
    const first = await Promise.race([twin, pause(1500).then(() => 'waits')])
    expect([first, idle]).toEqual(['waits', 1])
    await maker.store(parts, 'made once', figures)
    expect(await twin).toMatchObject({ hit: true, value: 'made once' })
    expect(idle).toBe(0)
  })

  it('waits for what is stored with a step, though its maker says at once that it needs no more', async () => {
    let debt: StepDebt | undefined
    const leaveToStep = (given: StepDebt) => {
      debt = given
      return true
    }
    const maker = new TeamCache(nextRun(), never(), { leaveToStep })
    await maker.lookup(parts)
    await maker.store(parts, 'made once', figures)
    await maker.abandon(parts)
    const twin = cacheOf().lookup(parts)
    expect(await Promise.race([twin, pause(300).then(() => 'waits')])).toBe('waits')
    await debt?.pay()
    expect(await twin).toMatchObject({ hit: true, value: 'made once' })
  })

  it('ends its wait when it is cancelled, and waits for nobody afterwards', async () => {
    await cacheOf().lookup(parts)
    const cancel = new AbortController()
    const waiting = new TeamCache(nextRun(), cancel.signal).lookup(parts)
    cancel.abort(new Error('cancelled'))
    await expect(waiting).rejects.toThrow('cancelled')
    const cancelled = new TeamCache(nextRun(), AbortSignal.abort(new Error('cancelled')))
    await expect(cancelled.lookup(parts)).rejects.toThrow('cancelled')
  })

  it('one run that asks twice does not wait for itself', async () => {
    const cache = cacheOf()
    await cache.lookup(parts)
    expect(await cache.lookup(parts)).toMatchObject({ hit: false })
    await cache.abandon(parts)
  })
})

/** What a process that was killed leaves behind. */
async function leaveFlight(run: RunScope, heldAt = new Date()): Promise<void> {
  const { teamId, runId, tryNumber } = run
  await db().cacheFlight.create({ data: { teamId, runId, tryNumber, key: cacheKey(parts), heldAt } })
}
