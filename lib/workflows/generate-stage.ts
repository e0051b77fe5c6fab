import type { Stage, StageInput } from './define-stage'
import { fallBackToTemplate } from './fall-back-to-template'
import { makeWithModel } from './make-with-model'
import type { EnginePorts, StageResult } from './ports'
import { StageScope } from './stage-scope'

/**
 * Makes the output of one stage: policy → cache (checked again) → tiers of models, each with repairs → template.
 * Every attempt is recorded, whatever became of it. An expected failure is a result with its reason, never an exception;
 * what throws is a bug or the run's cancellation. The same step results give the same way through: safe to replay.
 */
export async function generateStage<Input extends StageInput, Output, Ports extends EnginePorts>(
  ports: Ports,
  stage: Stage<Input, Output, Ports>,
  input: Input,
): Promise<StageResult<Output>> {
  const scope = new StageScope(ports, stage, input)
  const canSplit = stage.split !== undefined && stage.split.parts(input).length >= 2
  const made = await makeWithModel(scope, canSplit)
  if (made.source === null) return fallBackToTemplate(scope, made.failure)
  return {
    source: made.source,
    output: made.output,
    checks: made.checks,
    attempts: scope.attempts,
    keptAnswers: scope.keptAnswers,
    reason: null,
    reasonText: null,
    promptVersion: made.promptVersion,
    notes: made.notes,
    secretsMasked: scope.secretsMasked,
  }
}
