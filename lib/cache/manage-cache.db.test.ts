import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import type { CacheKeyParts, CacheSelection } from '@/lib/domain/cache'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { flushHits } from './count-hits'
import { getCacheOverview } from './get-cache-overview'
import { invalidateCache } from './invalidate-cache'
import { pruneCache } from './prune-cache'
import { setCacheLimits } from './set-cache-limits'
import { TeamCache } from './team-cache'

let team: SeededTeam
let other: SeededTeam
let run: RunScope
let otherRun: RunScope
let teams = 0

beforeEach(async () => {
  teams += 1
  await db().cacheEntry.deleteMany()
  team = await seedTeam({ slug: `one${teams}` })
  other = await seedTeam({ slug: `two${teams}` })
  run = await seedEngineRun(team.owner, { slug: 'shop' })
  otherRun = await seedEngineRun(other.owner, { slug: 'shop' })
})

const parts = (more: Partial<CacheKeyParts> = {}): CacheKeyParts => ({
  workflow: 'test-generation',
  stage: 'generate',
  engineVersion: 1,
  targetKey: 'project:module.py',
  contextHash: 'context',
  promptHash: 'prompt-1',
  model: 'model-1',
  parametersHash: 'parameters',
  ...more,
})
const cacheOf = (scope: RunScope) => new TeamCache(scope, new AbortController().signal)
const store = (
  more: Partial<CacheKeyParts>,
  given: { scope?: RunScope; value?: string; promptVersion?: string } = {},
) =>
  cacheOf(given.scope ?? run).store(parts(more), given.value ?? 'v', {
    costNanoUsd: 1_000,
    durationMs: 500,
    promptVersion: given.promptVersion ?? 'test-generation/generate.v1',
  })
async function lookUp(more: Partial<CacheKeyParts>, scope = run) {
  const cache = cacheOf(scope)
  const found = await cache.lookup(parts(more))
  await cache.abandon(parts(more))
  return found.hit ? 'hit' : found.reason
}

describe('the overview', () => {
  it('counts what is stored and saved, by workflow, prompt, model and project, of this team only', async () => {
    await store({ contextHash: 'a' }, { value: 'x'.repeat(98) })
    await store({ contextHash: 'b', model: 'model-2' }, { promptVersion: 'test-generation/generate.v2' })
    await store({ contextHash: 'c', stage: 'observe', model: '', promptHash: '' }, { promptVersion: '' })
    await store({}, { scope: otherRun })
    const asked = [{ contextHash: 'a' }, { contextHash: 'a' }, { contextHash: 'b', model: 'model-2' }]
    for (const one of asked) expect(await lookUp(one)).toBe('hit')
    await flushHits()
    const { total, shares, limits } = await getCacheOverview(team.viewer)
    expect(limits).toEqual({ days: 90, megabytes: 500 })
    expect(total).toMatchObject({
      entries: 3,
      bytes: 100 + 3 + 3,
      hits: 3,
      costNanoUsd: 3_000,
      savedNanoUsd: 3_000,
      savedMs: 1_500,
    })
    expect(total.oldestAt).not.toBeNull()
    expect(shares.workflow).toMatchObject([{ value: 'test-generation', entries: 3, hits: 3 }])
    expect(shares.model.map(({ value, hits }) => [value, hits])).toEqual([
      ['model-1', 2],
      ['model-2', 1],
    ])
    expect(shares.prompt.map(({ label }) => label)).toEqual([
      'test-generation/generate.v1',
      'test-generation/generate.v2',
    ])
    expect(shares.project).toMatchObject([{ value: run.projectId, label: 'shop', entries: 3 }])
  })

  it('is empty for a team that has run nothing', async () => {
    expect((await getCacheOverview(team.viewer)).total).toMatchObject({
      entries: 0,
      savedMs: 0,
      oldestAt: null,
    })
  })
})

describe('invalidation', () => {
  const other_ = { workflow: 'documentation', model: 'model-2' } as const
  it.each<[CacheSelection | 'project', string, string]>([
    [{ kind: 'everything' }, 'invalidated', 'invalidated'],
    [{ kind: 'workflow', value: 'documentation' }, 'hit', 'invalidated'],
    [{ kind: 'model', value: 'model-1' }, 'invalidated', 'hit'],
    [{ kind: 'prompt', value: 'documentation/write.v1' }, 'hit', 'invalidated'],
    ['project', 'invalidated', 'hit'],
  ])('%j', async (what, first, second) => {
    const selection: CacheSelection = what === 'project' ? { kind: 'project', value: run.projectId } : what
    const inOther = { scope: { ...run, projectId: 'removed' }, promptVersion: 'documentation/write.v1' }
    await store({})
    await store(other_, inOther)
    await store({}, { scope: otherRun })
    const done = await invalidateCache(team.admin, selection)
    const entries = [first, second].filter((found) => found === 'invalidated').length
    expect(done).toEqual({ entries, costNanoUsd: 1_000 * entries })
    expect([await lookUp({}), await lookUp(other_)]).toEqual([first, second])
    expect(await lookUp({}, otherRun)).toBe('hit')
    expect(
      await db().auditEntry.findFirst({ where: { action: 'cache.invalidate', teamId: run.teamId } }),
    ).toMatchObject({
      detail: done,
    })
    // Made anew, it is served again.
    await store({})
    expect(await lookUp({})).toBe('hit')
  })

  it('goes by the model that made a result, not by the one that was to be asked first', async () => {
    const made = { output: {}, promptVersion: 'p', model: 'model-9', provider: 'Second' }
    const { costNanoUsd, durationMs, promptVersion } = { costNanoUsd: 1, durationMs: 1, promptVersion: 'p' }
    await cacheOf(run).store(parts(), made, { costNanoUsd, durationMs, promptVersion })
    expect((await getCacheOverview(team.viewer)).shares.model).toMatchObject([{ value: 'model-9' }])
    expect(await invalidateCache(team.admin, { kind: 'model', value: 'model-1' })).toMatchObject({
      entries: 0,
    })
    expect(await invalidateCache(team.admin, { kind: 'model', value: 'model-9' })).toMatchObject({
      entries: 1,
    })
    expect(await lookUp({})).toBe('invalidated')
  })

  it('needs the right, and knows no project of another team', async () => {
    await store({}, { scope: otherRun })
    await expectRefused(invalidateCache(team.member, { kind: 'everything' }), 'forbidden')
    await expectRefused(
      invalidateCache(team.admin, { kind: 'project', value: otherRun.projectId }),
      'not-found',
    )
    expect(await lookUp({}, otherRun)).toBe('hit')
  })
})

describe('pruning', () => {
  const use = (contextHash: string, daysAgo: number) =>
    db().cacheEntry.updateMany({
      where: { contextHash, teamId: run.teamId },
      data: { lastUsedAt: new Date(Date.now() - daysAgo * 86_400_000) },
    })

  it('takes what nobody used for the team’s days; a miss says so, and the trace goes after 30 days', async () => {
    await setCacheLimits(team.admin, { days: 10, megabytes: 500 })
    await store({ contextHash: 'old' })
    await store({ contextHash: 'young' })
    await use('old', 10.1)
    await use('young', 9.9)
    expect(await pruneCache()).toEqual({ expired: 1, deleted: 0 })
    expect([await lookUp({ contextHash: 'old' }), await lookUp({ contextHash: 'young' })]).toEqual([
      'expired',
      'hit',
    ])
    const row = await db().cacheEntry.findFirstOrThrow({ where: { contextHash: 'old' } })
    expect(row).toMatchObject({ value: null, bytes: 0, goneReason: 'expired', costNanoUsd: 1_000n })
    await db().cacheEntry.updateMany({
      where: { contextHash: 'old' },
      data: { goneAt: new Date(Date.now() - 30.1 * 86_400_000) },
    })
    expect(await pruneCache()).toEqual({ expired: 0, deleted: 1 })
  })

  it('takes what was used longest ago, no more than needed, when a team keeps too much', async () => {
    await setCacheLimits(team.admin, { days: 10, megabytes: 1 })
    const half = 'x'.repeat(400_000)
    for (const [index, contextHash] of ['a', 'b', 'c', 'd'].entries()) {
      await store({ contextHash }, { value: half })
      await use(contextHash, index)
    }
    await store({}, { scope: otherRun, value: half })
    expect((await pruneCache()).expired).toBe(2)
    const found = await Promise.all(['a', 'b', 'c', 'd'].map((contextHash) => lookUp({ contextHash })))
    expect(found).toEqual(['hit', 'hit', 'expired', 'expired'])
    expect((await pruneCache()).expired).toBe(0)
  })

  it('goes on over many batches, and two at once do no harm', async () => {
    const row = { ...parts(), teamId: run.teamId, value: 'v', bytes: 3_000, lastUsedAt: new Date(0) }
    const { promptHash, model, workflow, stage, targetKey, contextHash, teamId, value, bytes, lastUsedAt } =
      row
    const data = {
      promptHash,
      model,
      workflow,
      stage,
      targetKey,
      contextHash,
      teamId,
      value,
      bytes,
      lastUsedAt,
    }
    await db().cacheEntry.createMany({
      data: Array.from({ length: 900 }, (_, n) => ({ ...data, key: `key ${n}` })),
    })
    const pruned = await Promise.all([pruneCache(), pruneCache()])
    expect(pruned.reduce((sum, { expired }) => sum + expired, 0)).toBe(900)
  })

  it('limits need the right', async () => {
    await expectRefused(setCacheLimits(team.member, { days: 1, megabytes: 1 }), 'forbidden')
  })
})
