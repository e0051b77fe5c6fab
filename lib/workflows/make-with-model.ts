import { climbLadder } from './climb-ladder'
import type { StageInput } from './define-stage'
import { makeFromPieces } from './make-from-pieces'
import { makeInParts } from './make-in-parts'
import { type ModelPlan, makePlan } from './make-plan'
import type { EnginePorts } from './ports'
import { RunParkedError } from './run-parked-error'
import { serveFromCache } from './serve-from-cache'
import type { StageMade, StageScope } from './stage-scope'

/**
 * Policy, cache, then models. `canSplit` is false for the parts of a target that has been split already, `mayReuse` for what
 * is left of one whose other pieces came from the cache.
 */
export async function makeWithModel<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  canSplit: boolean,
  mayReuse = true,
): Promise<StageMade<Output>> {
  const plan = await makePlan(scope)
  if ('failure' in plan) return { source: null, failure: plan.failure }
  if (!scope.input.options.useCache)
    return askModels(scope, plan, canSplit, { cacheKey: null, cacheMissReason: null })
  let isParked = false
  try {
    const cached = await serveFromCache(scope, plan)
    if (cached.made !== null) return cached.made
    const pieced = mayReuse ? await makeFromPieces(scope, plan, makeRest) : null
    if (pieced !== null) return pieced
    return await askModels(scope, plan, canSplit, {
      cacheKey: cached.key,
      cacheMissReason: cached.missReason,
    })
  } catch (error) {
    isParked = error instanceof RunParkedError
    throw error
  } finally {
    if (isParked) scope.ports.cache.park(plan.keyParts)
    else await scope.ports.cache.abandon(plan.keyParts)
  }
}

function makeRest<Input extends StageInput, Output, Ports extends EnginePorts>(
  rest: StageScope<Input, Output, Ports>,
): Promise<StageMade<Output>> {
  const { split } = rest.stage
  return makeWithModel(rest, split !== undefined && split.parts(rest.input).length >= 2, false)
}

async function askModels<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  canSplit: boolean,
  cache: Parameters<typeof climbLadder<Input, Output, Ports>>[2],
): Promise<StageMade<Output>> {
  const split = canSplit ? scope.stage.split : undefined
  const inParts = (by: NonNullable<typeof split>) =>
    makeInParts(scope, plan, by, (part) => makeWithModel(part, false))
  if (split?.isTooLarge(scope.input) === true) return inParts(split)
  const end = await climbLadder(scope, plan, cache, split !== undefined)
  return 'tooLong' in end && split !== undefined ? inParts(split) : end
}
