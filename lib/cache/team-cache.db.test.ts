import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import { waitFor } from '@/lib/testing/wait-for'
import type { KeyParts } from './cache-key'
import { clearMemory } from './memory-level'
import { TeamCache } from './team-cache'

const parts: KeyParts = {
  workflow: 'test-generation',
  stage: 'generate',
  engineVersion: 1,
  targetKey: 'project:module.py',
  contextHash: 'context',
  promptHash: 'prompt',
  model: 'claude-sonnet-5-5',
  parametersHash: 'parameters',
}
const figures = { costNanoUsd: 123, durationMs: 4.6, promptVersion: 'test-generation/generate.v1' }
// A team per test: what one test leaves as being made must not hold up the next.
let team = 0
const cacheOf = (teamId = `team${team}`, maxWaitMs = 5000) =>
  new TeamCache(teamId, new AbortController().signal, maxWaitMs)

beforeEach(async () => {
  team += 1
  clearMemory()
  await db().cacheEntry.deleteMany()
})

describe('levels', () => {
  it('serves from memory, and after a restart from the database, which counts the hit', async () => {
    const cache = cacheOf()
    expect(await cache.lookup(parts)).toMatchObject({ hit: false, reason: 'first-time' })
    await cache.store(parts, { words: ['a'] }, figures)
    expect(await cacheOf().lookup(parts)).toMatchObject({
      hit: true,
      level: 'memory',
      value: { words: ['a'] },
    })
    clearMemory()
    expect(await cacheOf().lookup(parts)).toMatchObject({
      hit: true,
      level: 'database',
      value: { words: ['a'] },
    })
    expect(await cacheOf().lookup(parts)).toMatchObject({ level: 'memory' })
    const [row] = await db().cacheEntry.findMany()
    expect(row).toMatchObject({
      hits: 1,
      costNanoUsd: 123n,
      durationMs: 5,
      promptVersion: figures.promptVersion,
    })
  })

  it('hands out copies', async () => {
    await cacheOf().store(parts, { words: ['a'] }, figures)
    const first = await cacheOf().lookup(parts)
    if (first.hit) (first.value as { words: string[] }).words.push('changed')
    expect(await cacheOf().lookup(parts)).toMatchObject({ value: { words: ['a'] } })
  })

  it('shows no team the results of another', async () => {
    await cacheOf().store(parts, 'secret', figures)
    expect(await cacheOf('other').lookup(parts)).toMatchObject({ hit: false, reason: 'first-time' })
  })

  it('serves the same code under another path', async () => {
    await cacheOf().store(parts, 'x', figures)
    expect(await cacheOf().lookup({ ...parts, targetKey: 'project:moved.py' })).toMatchObject({ hit: true })
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
    await cacheOf().store(parts, 'y', figures)
    expect(await cacheOf().lookup({ ...parts, model: 'other' })).toMatchObject({ reason: 'model-changed' })
  })
})

describe('single flight', () => {
  it('of 20 runs at once one makes the result and 19 are served', async () => {
    let made = 0
    const results = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const cache = cacheOf()
        const found = await cache.lookup(parts)
        if (found.hit) return found.value
        made += 1
        await new Promise((resolve) => setTimeout(resolve, 30))
        await cache.store(parts, `made ${made}`, figures)
        return `made ${made}`
      }),
    )
    expect(made).toBe(1)
    expect(new Set(results)).toEqual(new Set(['made 1']))
  })

  it('when the maker gives up, the next one makes it', async () => {
    const maker = cacheOf()
    await maker.lookup(parts)
    let waits = 0
    const tell = async () => {
      waits += 1
    }
    const waiting = cacheOf().lookup(parts, tell)
    await waitFor('the wait', () => waits === 1)
    maker.abandon(parts)
    expect(await waiting).toMatchObject({ hit: false })
    await cacheOf().lookup({ ...parts, contextHash: 'nobody makes this' }, tell)
    expect(waits).toBe(1)
  })

  it('when the maker is cancelled, the next one makes it at once', async () => {
    const cancel = new AbortController()
    await new TeamCache(`team${team}`, cancel.signal).lookup(parts)
    const waiting = cacheOf(`team${team}`, 60_000).lookup(parts)
    const cancelledAt = Date.now()
    cancel.abort()
    expect(await waiting).toMatchObject({ hit: false })
    expect(Date.now() - cancelledAt).toBeLessThan(2000)
  })

  it('waits no longer than it may, and not after being cancelled', async () => {
    await cacheOf().lookup(parts)
    expect(await cacheOf(`team${team}`, 30).lookup(parts)).toMatchObject({ hit: false })
    const cancelled = new TeamCache(`team${team}`, AbortSignal.abort(new Error('cancelled')))
    await expect(cancelled.lookup(parts)).rejects.toThrow('cancelled')
  })

  it('one run that asks twice does not wait for itself', async () => {
    const cache = cacheOf()
    await cache.lookup(parts)
    expect(await cache.lookup(parts)).toMatchObject({ hit: false })
    cache.abandon(parts)
  })
})
