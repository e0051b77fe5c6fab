import type { StageInput } from './define-stage'
import type { EnginePorts, StageResult } from './ports'
import type { StageFailure, StageScope } from './stage-scope'

/** The way without a model: one durable step, recorded as an attempt like any other. */
export async function fallBackToTemplate<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  failure: StageFailure,
): Promise<StageResult<Output>> {
  const { ports, stage, input } = scope
  const attempt = scope.attemptWithoutCall({ source: 'template' })
  const report = await scope.spanStep({ kind: 'template', label: 'Template' }, async (spanId) => {
    const value = await stage.template(ports, input, { idPrefix: spanId, spanId })
    for (const check of value.checks) await ports.record.check(check)
    const isEmpty = value.output === null
    await ports.record.attempt({ ...attempt, outcome: isEmpty ? 'empty' : 'ok' })
    return {
      value,
      end: { status: isEmpty ? 'failed' : 'ok', detail: failure.text, attemptId: attempt.id },
    }
  })
  return {
    source: 'template',
    output: report.output,
    checks: report.checks,
    attempts: [...scope.attempts, { ...attempt, outcome: report.output === null ? 'empty' : 'ok' }],
    keptAnswers: [],
    reason: failure.reason,
    reasonText: failure.text,
    promptVersion: null,
    notes: report.notes,
    secretsMasked: scope.secretsMasked,
  }
}
