import { describe, expect, it } from 'vitest'
import { LaunchOptions } from '@/lib/domain/launch'
import { allowModels, fakePorts } from '@/lib/testing/fake-ports'
import { wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import type { StartChoice } from './choose-start'
import { makePlan } from './make-plan'
import { StageScope } from './stage-scope'

/** The plan of a stage whose target starts capable by its size, for what the policy says of the start. */
async function planFor(start: StartChoice | null | undefined, options: Partial<LaunchOptions> = {}) {
  const { ports } = fakePorts({ permission: allowModels.allowed ? { ...allowModels, start } : allowModels })
  const input = wordsInput({ options: LaunchOptions.parse(options) })
  const plan = await makePlan(new StageScope(ports, wordsStage(), input))
  if ('failure' in plan) throw new Error(plan.failure.text)
  return plan
}

it('keeps results of another effort apart, and those of the model’s own default where they were', async () => {
  const withEffort = async (effort?: string | null) => {
    if (!allowModels.allowed) throw new Error('models are allowed')
    const capable = allowModels.models.capable.map((choice) => ({ ...choice, effort }))
    const permission = { ...allowModels, models: { ...allowModels.models, capable } }
    const plan = await makePlan(new StageScope(fakePorts({ permission }).ports, wordsStage(), wordsInput()))
    return 'failure' in plan ? plan.failure.text : plan.keyParts.parametersHash
  }
  const [none, high, low] = [await withEffort(null), await withEffort('high'), await withEffort('low')]
  expect(new Set([none, high, low]).size).toBe(3)
  expect(await withEffort()).toBe(none)
})

describe('the start', () => {
  it.each([null, undefined])('is where the stage says when the policy says %s', async (start) => {
    const plan = await planFor(start)
    expect([plan.tiers, plan.startReason]).toEqual([['capable', 'premium'], 'chosen at launch'])
  })

  it('is where the policy says, and the place in the cache stays', async () => {
    const learned = await planFor({ tier: 'cheap', reason: 'learned: x → cheap', byPerson: false })
    expect([learned.tiers, learned.startReason]).toEqual([
      ['cheap', 'capable', 'premium'],
      'learned: x → cheap',
    ])
    expect(learned.keyParts).toEqual((await planFor(null)).keyParts)
  })

  it('has a place of its own in the cache when a person pinned it', async () => {
    const pinned = await planFor({ tier: 'premium', reason: 'pinned', byPerson: true })
    expect(pinned.tiers).toEqual(['premium'])
    expect(pinned.keyParts.model).toBe('model-premium')
  })

  it('never lies above the ceiling of the launch, whoever says so', async () => {
    const plan = await planFor(
      { tier: 'premium', reason: 'learned: x', byPerson: false },
      { ceilingTier: 'capable' },
    )
    expect(plan.tiers).toEqual(['capable'])
    expect(plan.startReason).toBe("learned: x; lowered to the launch's ceiling")
  })
})
