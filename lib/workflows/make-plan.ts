import type { Tier } from '@/lib/domain/words'
import type { StageInput } from './define-stage'
import { hashParameters } from './hash-parameters'
import type { CacheKeyParts, EnginePorts, ModelChoice, Prompt } from './ports'
import type { StageFailure, StageScope } from './stage-scope'
import { tierLadder } from './tier-ladder'

/** What is settled once models are allowed: the prompt, the ladder and the place in the cache. */
export interface ModelPlan {
  prompt: Prompt
  models: Record<Tier, ModelChoice[]>
  /** tiers to try, in order */
  tiers: Tier[]
  startReason: string
  keyParts: CacheKeyParts
}

type Decision = { failure: StageFailure } | { models: Record<Tier, ModelChoice[]>; prompt: Prompt }

/** Asks the policy, then loads the prompt: one durable step. */
export async function makePlan<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
): Promise<ModelPlan | { failure: StageFailure }> {
  const { ports, stage, input } = scope
  const decided = await scope.spanStep<Decision>({ kind: 'policy', label: 'Policy' }, async () => {
    const permission = await ports.policy.decide()
    if (!permission.allowed) {
      const { reason, text } = permission
      return { value: { failure: { reason, text } }, end: { status: 'skipped', detail: text } }
    }
    const prompt = await ports.prompts.load(stage.promptId)
    return { value: { models: permission.models, prompt }, end: { status: 'ok', detail: 'models allowed' } }
  })
  if ('failure' in decided) return decided
  const { models, prompt } = decided
  const start = stage.startTier(input, input.options)
  const tiers = tierLadder(start.tier, input.options.ceilingTier)
  const first = tiers[0] ?? input.options.ceilingTier
  const [firstChoice] = models[first]
  if (firstChoice === undefined) {
    return { failure: { reason: 'no-provider', text: `No provider has a model for the ${first} tier.` } }
  }
  return {
    prompt,
    models,
    tiers,
    startReason: first === start.tier ? start.reason : `${start.reason}; lowered to the launch's ceiling`,
    keyParts: {
      workflow: stage.workflow,
      stage: stage.name,
      engineVersion: stage.engineVersion,
      targetKey: stage.targetKey(input),
      contextHash: stage.contextHash(input),
      promptHash: prompt.hash,
      model: firstChoice.model,
      parametersHash: hashParameters(stage.parameters(input)),
    },
  }
}
