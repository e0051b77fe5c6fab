import { holdsForAll } from '@/lib/domain/template-scope'
import { checkOutput } from './check-output'
import type { StageInput, StageSplit } from './define-stage'
import type { ModelPlan } from './make-plan'
import type { EnginePorts } from './ports'
import { type StageFailure, type StageMade, StageScope } from './stage-scope'
import { storeInCache } from './store-in-cache'

/**
 * Makes a target that is too large piece by piece, joins the pieces and checks the whole. Pieces that no model could make
 * are left out and named; `makePart` is the way a whole target is made, so pieces have cache entries of their own.
 */
export async function makeInParts<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  split: StageSplit<Input, Output, Ports>,
  makePart: (part: StageScope<Input, Output, Ports>) => Promise<StageMade<Output>>,
): Promise<StageMade<Output>> {
  const { ports, stage, input } = scope
  const parts = split.parts(input)
  const outputs: Output[] = []
  const missing: string[] = []
  const sources = new Set<'model' | 'cache'>()
  let failure: StageFailure = { reason: 'invalid-output', text: 'The code is too large and cannot be split.' }
  for (const part of parts.length < 2 ? [] : parts) {
    const partScope = new StageScope(ports, stage, part)
    const made = await makePart(partScope)
    scope.attempts.push(...partScope.attempts)
    scope.secretsMasked = Math.max(scope.secretsMasked, partScope.secretsMasked)
    if (made.source !== null) {
      scope.keptAnswers.push(...partScope.keptAnswers)
      outputs.push(made.output)
      sources.add(made.source)
      continue
    }
    failure = made.failure
    missing.push(part.part ?? 'unnamed')
    if (holdsForAll(failure.reason)) break
  }
  if (outputs.length === 0) return { source: null, failure }

  const joined = await scope.spanStep({ kind: 'merge', label: `Join ${outputs.length} parts` }, async () => {
    const value = await split.join(ports, input, outputs)
    return { value, end: { status: 'ok', detail: `${outputs.length} of ${parts.length}` } }
  })
  const isWhole = outputs.length === parts.length
  const report = await checkOutput(scope, joined, {
    source: 'model',
    attemptId: null,
    repairRound: 0,
    keptBefore: null,
    label: 'Check the whole',
    // An incomplete whole must not be served to the next run: its parts are in the cache already.
    whenPassed: isWhole ? (passing) => storeInCache(scope, plan, passing) : undefined,
  })
  const isUnjudged = report.notExecuted === true
  const output = report.passed || isUnjudged ? (report.kept ?? joined) : report.kept
  if (output === null) {
    return {
      source: null,
      failure: { reason: 'invalid-output', text: 'The joined parts did not pass their checks.' },
    }
  }
  const left = missing.length === 0 ? [] : [`Not made by a model: ${missing.join(', ')} (${failure.text})`]
  return {
    source: sources.has('model') ? 'model' : 'cache',
    output,
    checks: report.checks,
    notes: [`Made in ${parts.length} parts.`, ...left, ...report.notes],
    promptVersion: plan.prompt.id,
  }
}
