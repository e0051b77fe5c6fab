import type { CacheKeyParts } from '@/lib/domain/cache'
import type { Stage, StageInput } from './define-stage'
import { hashParameters } from './hash-parameters'

/** Where a stage's result for a target stands in the cache, when this model is asked first. */
export function keyPartsOf<Input extends StageInput>(
  stage: Pick<
    Stage<Input, unknown>,
    'workflow' | 'name' | 'engineVersion' | 'targetKey' | 'contextHash' | 'parameters'
  >,
  input: Input,
  asked: { promptHash: string; model: string; effort?: string | null },
): CacheKeyParts {
  const { promptHash, model, effort = null } = asked
  const parameters = stage.parameters(input)
  return {
    workflow: stage.workflow,
    stage: stage.name,
    engineVersion: stage.engineVersion,
    targetKey: stage.targetKey(input),
    contextHash: stage.contextHash(input),
    promptHash,
    model,
    parametersHash: hashParameters(effort === null ? parameters : { ...parameters, effort }),
  }
}
