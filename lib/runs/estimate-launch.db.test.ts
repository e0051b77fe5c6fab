import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createBudget } from '@/lib/budgets/create-budget'
import { cacheKey } from '@/lib/cache/cache-key'
import { invalidateCache } from '@/lib/cache/invalidate-cache'
import { TeamCache } from '@/lib/cache/team-cache'
import { db } from '@/lib/db/db'
import type { CacheKeyParts } from '@/lib/domain/cache'
import { LaunchOptions, type LaunchRequest } from '@/lib/domain/launch'
import { loadPrompt } from '@/lib/prompts/load-prompt'
import { requireToolchain } from '@/lib/python/toolchain'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import { paidAttempt } from '@/lib/testing/paid-attempt'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { hashParameters } from '@/lib/workflows/hash-parameters'
import { generateTests } from '@/lib/workflows/test-generation/generate-tests'
import { estimateLaunch } from './estimate-launch'
import { launchRuns } from './launch-runs'

const SMALL = 'def add(one, other):\n    return one + other\n'
const LARGE = Array.from({ length: 90 }, (_, n) => `value_${n} = ${n}`).join('\n')
let team: SeededTeam
let projectId: string
let teams = 0

beforeAll(requireToolchain)

beforeEach(async () => {
  teams += 1
  team = await seedTeam({ slug: `team${teams}` })
  const files = { 'small.py': SMALL, 'large.py': LARGE }
  projectId = (await seedSources(team.owner, { slug: 'shop', files })).projectId
  await db().provider.create({
    data: {
      ...{ teamId: team.owner.teamId, name: 'stand-in', kind: 'anthropic', createdBy: team.owner.userId },
      models: { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' },
    },
  })
})

const request = (path: string, options: Partial<LaunchOptions> = {}): LaunchRequest => ({
  ...{ projectId, workflow: 'test-generation', modulePaths: [path] },
  options: LaunchOptions.parse(options),
})
const estimate = (path: string, options?: Partial<LaunchOptions>) =>
  estimateLaunch(team.member, request(path, options))

async function partsOf(more: Partial<CacheKeyParts> = {}): Promise<CacheKeyParts> {
  const { version } = await requireToolchain()
  const python = version.split('.').slice(0, 2).join('.')
  return {
    ...{ workflow: 'test-generation', stage: 'generate', engineVersion: generateTests.engineVersion },
    ...{ targetKey: `${projectId}:small.py:`, contextHash: 'its syntax', model: 'claude-haiku-5-5' },
    promptHash: (await loadPrompt(generateTests.promptId)).hash,
    parametersHash: hashParameters({ python, module: 'small' }),
    ...more,
  }
}

/** A run of the small module that asked for `parts`, got an answer and stored it. */
async function endRun(parts: CacheKeyParts, costNanoUsd = 1_000_000): Promise<void> {
  const { launchId, runIds } = await launchRuns(team.member, request('small.py'))
  const [runId = ''] = runIds
  const { teamId, userId } = team.member
  const data = { status: 'done', source: 'model', verdict: 'verified', modelCalls: 1, costNanoUsd }
  await db().run.update({ where: { id: runId }, data })
  const run = { ...{ teamId, projectId, launchId, runId, userId }, workflow: parts.workflow, tryNumber: 1 }
  const id = `${runId}.1.generate.attempt-1`
  const attempt = paidAttempt({ id, model: parts.model, costNanoUsd, cacheKey: cacheKey(parts) })
  await recordAttempt(db(), run, { attempt })
  const cache = new TeamCache(run, new AbortController().signal)
  await cache.store(parts, 'tests', { costNanoUsd, durationMs: 1, promptVersion: generateTests.promptId })
}

test('is $0 only for what the cache has under the very key that the run will ask for', async () => {
  await endRun(await partsOf())
  expect(await estimate('small.py')).toMatchObject({ lowNanoUsd: 0, highNanoUsd: 0, fromCache: 1 })
  const without = await estimate('small.py', { useCache: false })
  expect(without, 'the launch asks no cache').toMatchObject({ fromCache: 0, maybeFromCache: 0 })
  expect(without.lowNanoUsd).toBeGreaterThan(0)
  // Another model is asked first: it has another place in the cache.
  const premium = await estimate('small.py', { startTier: 'premium' })
  expect(premium).toMatchObject({ fromCache: 0, maybeFromCache: 0 })
  expect(premium.lowNanoUsd).toBeGreaterThan(0)

  await invalidateCache(team.admin, { kind: 'project', value: projectId })
  const gone = await estimate('small.py')
  expect(gone).toMatchObject({ fromCache: 0, maybeFromCache: 0 })
  expect(gone.likelyNanoUsd).toBeGreaterThan(0)
})

test.each([
  ['prompt', { promptHash: 'of before' }],
  ['engine', { engineVersion: generateTests.engineVersion - 1 }],
])('is not $0 where the %s is another', async (_what, more) => {
  await endRun(await partsOf(more))
  const asked = await estimate('small.py')
  expect(asked.fromCache).toBe(0)
  expect(asked.highNanoUsd).toBeGreaterThan(0)
})

test('goes by the tier at which each module starts, and learns from five runs that started there', async () => {
  const [small, large] = [await estimate('small.py'), await estimate('large.py')]
  expect(await estimate('small.py', { startTier: 'cheap' })).toEqual(small)
  expect(await estimate('large.py', { startTier: 'capable' })).toEqual(large)
  const premium = await estimate('small.py', { startTier: 'premium' })
  expect(premium.likelyNanoUsd).toBeGreaterThan(4 * (small.likelyNanoUsd ?? 0))
  const both = { ...request('small.py'), modulePaths: ['small.py', 'large.py'] }
  expect((await estimateLaunch(team.member, both)).likelyNanoUsd).toBe(
    (small.likelyNanoUsd ?? 0) + (large.likelyNanoUsd ?? 0),
  )
  for (let run = 1; run <= 5; run++) await endRun(await partsOf(), run * 1_000)
  await invalidateCache(team.admin, { kind: 'everything' })
  expect(await estimate('small.py')).toMatchObject({ basedOnRuns: 5, likelyNanoUsd: 3_000 })
  const mixed = await estimateLaunch(team.member, both)
  expect(mixed).toMatchObject({ basedOnRuns: 5, tokensCounted: true })
  expect(mixed.likelyNanoUsd).toBe(3_000 + (large.likelyNanoUsd ?? 0))
})

test('a budget that has room for the call that starts a run does not send it to the template', async () => {
  const scope = { scope: 'project', scopeId: projectId, period: 'month', kind: 'hard' }
  await createBudget(team.admin, { ...scope, limitNanoUsd: 100_000_000 })
  const cheap = (await estimate('small.py')).notices.join()
  expect(cheap).not.toContain('so runs take the template')
  expect(cheap).toMatch(/a later call on premium could cost \$0\.\d+ and is then not made/)
  const premium = (await estimate('small.py', { startTier: 'premium' })).notices.join()
  expect(premium).toMatch(/the first call could cost \$0\.\d+, so runs take the template/)
})

test('a key that is known as refused costs nothing and says so, unless another provider is left', async () => {
  const { teamId, userId } = team.owner
  const { id: providerId } = await db().provider.findFirstOrThrow({ where: { teamId } })
  const refused = { state: 'refused', lastOutcome: 'invalid-key', openedAt: new Date() }
  await db().breaker.create({ data: { providerId, model: 'claude-haiku-5-5', ...refused } })
  expect(await estimate('small.py')).toMatchObject({
    ...{ lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 },
    notices: [
      'The key of stand-in is refused (Settings → Providers). Runs that need a model take the template path, $0.',
    ],
  })
  const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
  const second = { name: 'second', kind: 'anthropic', createdBy: userId, position: 1 }
  await db().provider.create({ data: { teamId, models, ...second } })
  const left = await estimate('small.py')
  expect(left.likelyNanoUsd).toBeGreaterThan(0)
  expect(left.notices.join()).not.toContain('refused')
})
