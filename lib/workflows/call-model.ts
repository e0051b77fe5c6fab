import { z } from 'zod'
import type { CacheMissReason, Tier } from '@/lib/domain/words'
import { policyFor, wordsFor } from './attempt-policy'
import type { StageInput } from './define-stage'
import type { ModelPlan } from './make-plan'
import { type ParsedOutput, parseOutput } from './parse-output'
import type { EnginePorts, ModelAnswer, ModelMessage } from './ports'
import type { StageScope } from './stage-scope'
import { MAX_WAITS, waitMs } from './wait-ms'

/** One question to a model. */
export interface Question {
  tier: Tier
  tierReason: string
  repairRound: number
  messages: ModelMessage[]
  maxTokens: number
  cacheKey: string | null
  cacheMissReason: CacheMissReason | null
}

export interface Answer<Output> extends ModelAnswer {
  /** null: no text came that could be read */
  parsed: ParsedOutput<Output> | null
}

/** One durable call: the answer is read within the step, so that its recorded outcome is right from the start. */
async function callOnce<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  question: Question,
): Promise<Answer<Output>> {
  const { ports, stage } = scope
  const choice = plan.models[question.tier]
  const { $schema: _dialect, ...outputSchema } = z.toJSONSchema(stage.output)
  const span = {
    kind: question.repairRound > 0 ? ('repair' as const) : ('model' as const),
    label: `${choice.model} · ${question.tier}`,
  }
  const place = scope.nextAttempt()
  const answer = await scope.spanStep(span, async () => {
    const value = await ports.model.call({
      ...question,
      ...place,
      stage: stage.name,
      choice,
      promptVersion: plan.prompt.id,
      promptHash: plan.prompt.hash,
      system: plan.prompt.system,
      outputSchema,
    })
    const { attempt } = value
    const usable = policyFor(attempt.outcome) === 'check' && value.text !== null
    const parsed = usable ? parseOutput(stage.output, value.text ?? '') : null
    if (parsed?.ok === false) {
      Object.assign(attempt, { outcome: 'schema-mismatch', errorText: parsed.problem })
      await ports.record.attemptOutcome(attempt.id, 'schema-mismatch', parsed.problem)
    }
    const failed = parsed?.ok !== true
    return {
      value: { ...value, parsed },
      end: {
        status: failed ? 'failed' : 'ok',
        detail: failed ? wordsFor(attempt.outcome) : question.tierReason,
        attemptId: attempt.id,
        costNanoUsd: attempt.costNanoUsd,
      },
    }
  })
  scope.attempts.push(answer.attempt)
  scope.secretsMasked = Math.max(scope.secretsMasked, answer.secretsMasked)
  return answer
}

/** A durable wait with its own bar in the waterfall. */
async function wait<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  answer: ModelAnswer,
): Promise<void> {
  const { ports, stage } = scope
  const id = scope.nextId('wait')
  const ms = waitMs(id, scope.waits, answer.retryAfterMs)
  scope.waits += 1
  const label = `Waiting ${Math.max(1, Math.round(ms / 1000))} s: ${wordsFor(answer.attempt.outcome)}`
  await ports.step(`${id}-begin`, () =>
    ports.record.startSpan({ id, stage: stage.name, kind: 'wait', label }),
  )
  await ports.sleep(id, ms)
  const detail = `before call ${scope.attempts.length + 1}`
  await ports.step(`${id}-end`, () => ports.record.endSpan(id, { status: 'ok', detail }))
}

/** Asks a model; faults that pass are waited out durably, at most three times a stage. Every call is an attempt. */
export async function callModel<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  question: Question,
): Promise<Answer<Output>> {
  for (;;) {
    const answer = await callOnce(scope, plan, question)
    const mayWait = policyFor(answer.attempt.outcome) === 'wait' && scope.waits < MAX_WAITS
    if (!mayWait) return answer
    await wait(scope, answer)
  }
}
