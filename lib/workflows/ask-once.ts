import { policyFor, wordsFor } from './attempt-policy'
import type { StageInput } from './define-stage'
import type { ModelPlan } from './make-plan'
import { outputSchemaOf } from './output-schema'
import { parseOutput } from './parse-output'
import type { CallNotAdmitted, EnginePorts, ModelChoice, SpanEnd } from './ports'
import type { Answer, Question } from './question'
import type { StageScope } from './stage-scope'

/** A question with its place in the run and the model that is asked. */
type Call = Question & { attemptId: string; sequence: number; choice: ModelChoice }

/**
 * One durable call, if it is admitted: the answer is read within the step, so that its recorded outcome is right from
 * the start. Its bar in the waterfall begins when the call does, which ends the wait before it.
 */
export async function askOnce<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  call: Call,
  waitId: string | null,
): Promise<Answer<Output> | CallNotAdmitted> {
  const { ports, stage, providers } = scope
  const { record } = ports
  const kind = call.repairRound > 0 ? 'repair' : 'model'
  const id = scope.nextId(kind)
  const tierReason = [call.tierReason, providers.reason].filter((part) => part !== null).join('; ')
  const answer = await ports.step(id, async (): Promise<Answer<Output> | CallNotAdmitted> => {
    let began = false
    const onAdmitted = async () => {
      if (waitId !== null) await record.endSpan(waitId, { status: 'ok', detail: null })
      const label = `${call.choice.model} · ${call.tier} · ${call.choice.providerName}`
      await record.startSpan({ id, stage: stage.name, kind, label, detail: tierReason })
      began = true
    }
    const end = async (given: SpanEnd) => {
      if (began) await record.endSpan(id, given)
    }
    try {
      const value = await ports.model.call(
        {
          ...call,
          tierReason,
          stage: stage.name,
          promptVersion: plan.prompt.id,
          promptHash: plan.prompt.hash,
          system: plan.prompt.system,
          outputSchema: outputSchemaOf(stage.output),
        },
        onAdmitted,
      )
      if (!value.admitted) return value
      const { attempt } = value
      const usable = policyFor(attempt.outcome) === 'check' && value.text !== null
      const parsed = usable ? parseOutput(stage.output, value.text ?? '') : null
      if (parsed?.ok === false) {
        Object.assign(attempt, { outcome: 'schema-mismatch', errorText: parsed.problem })
        await record.attemptOutcome(attempt.id, 'schema-mismatch', parsed.problem)
      }
      const failed = parsed?.ok !== true
      await end({
        status: failed ? 'failed' : 'ok',
        detail: failed ? `${wordsFor(attempt.outcome)} · ${tierReason}` : tierReason,
        attemptId: attempt.id,
        costNanoUsd: attempt.costNanoUsd,
      })
      return { ...value, parsed }
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      // What a person broke off did not fail; what it cost is on record under the same id.
      await end({ status: ports.signal.aborted ? 'skipped' : 'failed', detail, attemptId: call.attemptId })
      throw error
    }
  })
  if (!answer.admitted) return answer
  scope.attempts.push(answer.attempt)
  scope.secretsMasked = Math.max(scope.secretsMasked, answer.secretsMasked)
  return answer
}
