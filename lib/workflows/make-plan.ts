import type { CacheKeyParts } from '@/lib/domain/cache'
import type { Tier } from '@/lib/domain/words'
import type { StartChoice } from './choose-start'
import type { StageInput } from './define-stage'
import { keyPartsOf } from './key-parts-of'
import { LONG_PATIENCE, type Patience, SHORT_PATIENCE } from './patience'
import type { EnginePorts, ModelChoice, Prompt, SpanEnd } from './ports'
import type { StageFailure, StageScope } from './stage-scope'
import { loweredReason } from './start-reason'
import { tierLadder } from './tier-ladder'

/** What is settled once models are allowed: the prompt, the ladder and the place in the cache. */
export interface ModelPlan {
  prompt: Prompt
  models: Record<Tier, ModelChoice[]>
  /** tiers to try, in order */
  tiers: Tier[]
  startReason: string
  patience: Patience
  keyParts: CacheKeyParts
  /** by what the keys of its pieces are made, too */
  keyedBy: { promptHash: string; model: string; effort?: string | null }
}

type Decision =
  | { failure: StageFailure }
  | { models: Record<Tier, ModelChoice[]>; prompt: Prompt; chosen: StartChoice | null; isBulk?: boolean }

/** Asks the policy, then loads the prompt: one durable step. */
export async function makePlan<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
): Promise<ModelPlan | { failure: StageFailure }> {
  const { ports, stage, input } = scope
  const asked = stage.startTier(input, input.options)
  const question = { stage: stage.name, part: input.part ?? null, bySize: asked.tier }
  const decide = async (): Promise<{ value: Decision; end: SpanEnd }> => {
    const permission = await ports.policy.decide(question)
    if (!permission.allowed) {
      const { reason, text } = permission
      return { value: { failure: { reason, text } }, end: { status: 'skipped', detail: text } }
    }
    const prompt = await ports.prompts.load(stage.promptId)
    const { models, start: chosen = null, isBulk } = permission
    return { value: { models, prompt, chosen, isBulk }, end: { status: 'ok', detail: 'models allowed' } }
  }
  const decided = await scope.spanStep({ kind: 'policy', label: 'Policy' }, decide, { mayRepeat: true })
  if ('failure' in decided) return decided
  const { models, prompt, isBulk = false } = decided
  const chosen = stage.startIsFixed === true && decided.chosen?.byPerson !== true ? null : decided.chosen
  const { ceilingTier } = input.options
  const start = chosen ?? asked
  const tiers = tierLadder(start.tier, ceilingTier)
  const [first = ceilingTier] = tiers
  // Learning must not make what is stored useless: only a person's choice of a start has a place of its own.
  const [keyTier = ceilingTier] = tierLadder(
    chosen?.byPerson === true ? chosen.tier : asked.tier,
    ceilingTier,
  )
  const [keyChoice] = models[keyTier]
  if (models[first].length === 0 || keyChoice === undefined) {
    return { failure: { reason: 'no-provider', text: `No provider has a model for the ${first} tier.` } }
  }
  const keyedBy = { promptHash: prompt.hash, model: keyChoice.model, effort: keyChoice.effort }
  return {
    prompt,
    models,
    tiers,
    patience: isBulk ? LONG_PATIENCE : SHORT_PATIENCE,
    startReason: first === start.tier ? start.reason : loweredReason(start.reason),
    keyParts: keyPartsOf(stage, input, keyedBy),
    keyedBy,
  }
}
