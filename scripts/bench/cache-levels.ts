import { setTimeout as pause } from 'node:timers/promises'
import { clearMemory } from '@/lib/cache/memory-level'
import { TeamCache } from '@/lib/cache/team-cache'
import type { CacheKeyParts } from '@/lib/domain/cache'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { percentile } from './percentile'
import type { Figure } from './summarise'

const CONCURRENT = 20
const ENTRIES = 500
const ROUNDS = 8
/** About what a test file of a module holds. */
const RESULT_CHARACTERS = 20_000

const partsOf = (index: number): CacheKeyParts => ({
  workflow: 'test-generation',
  stage: 'bench-cache',
  engineVersion: 1,
  targetKey: `bench:${index}`,
  contextHash: `context ${index}`,
  promptHash: 'prompt',
  model: 'model',
  parametersHash: 'parameters',
})

/**
 * How long a hit takes, seen by the run that asks: from memory, and from the database as after a restart. On the database
 * of the environment, with 20 readers at once of 500 entries of 20 kB; the first round of each is not counted.
 */
export async function measureCacheLevels(
  owner: TeamContext,
): Promise<Record<'cacheL1P95Ms' | 'cacheL2P95Ms', Figure>> {
  const run = await seedEngineRun(owner, { slug: 'bench-cache' })
  const cacheOf = () => new TeamCache(run, new AbortController().signal)
  const maker = cacheOf()
  for (let index = 0; index < ENTRIES; index++) {
    const value = { tests: `# ${index}\n`.padEnd(RESULT_CHARACTERS, 'assert f(1) == 1\n') }
    await maker.store(partsOf(index), value, { costNanoUsd: 1, durationMs: 1, promptVersion: 'bench' })
  }
  const readers = Array.from({ length: CONCURRENT }, cacheOf)

  async function readAll(level: 'memory' | 'database'): Promise<number[]> {
    let next = 0
    const samples: number[] = []
    const read = async (cache: TeamCache) => {
      for (let index = next++; index < ENTRIES; index = next++) {
        const began = performance.now()
        const found = await cache.lookup(partsOf(index))
        samples.push(performance.now() - began)
        if (!found.hit || found.level !== level) throw new Error(`no hit in the ${level}`)
      }
    }
    await Promise.all(readers.map(read))
    return samples
  }

  async function measure(level: 'memory' | 'database'): Promise<Figure> {
    const samples: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      if (level === 'database') clearMemory()
      const inRound = await readAll(level)
      if (round > 0) samples.push(...inRound)
      // The hits of a round are written a second later: they are part of what is measured.
      await pause(300)
    }
    return { value: percentile(samples, 0.95), unit: 'ms', n: samples.length }
  }

  const cacheL2P95Ms = await measure('database')
  return { cacheL1P95Ms: await measure('memory'), cacheL2P95Ms }
}
