import type { RunSource } from '@/lib/domain/words'
import { cutTo } from '@/lib/format/cut-text'
import type { CheckReport, StageInput } from './define-stage'
import type { EnginePorts } from './ports'
import type { StageScope } from './stage-scope'

const MAX_DETAIL_CHARACTERS = 300

/** The first two lines that say something: the first alone is often but the name of a test. */
function firstLines(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  const said = lines.filter((line) => line !== '').slice(0, 2)
  return cutTo(said.join(' '), MAX_DETAIL_CHARACTERS)
}

/**
 * Runs the stage's check as one durable step, records its checks and corrects the outcome of the attempt that made the
 * output. `whenPassed` belongs to the same step: what passed is stored before the step is done.
 */
export async function checkOutput<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  output: Output,
  given: {
    source: RunSource
    attemptId: string | null
    repairRound: number
    keptBefore: Output | null
    label: string
    whenPassed?: (passing: Output) => Promise<void>
  },
): Promise<CheckReport<Output>> {
  const { ports, stage, input } = scope
  const { source, attemptId, repairRound, keptBefore } = given
  const report = await scope.spanStep({ kind: 'check', label: given.label }, async (spanId) => {
    const place = { idPrefix: spanId, spanId, source, repairRound, keptBefore }
    const value = await stage.check(ports, input, output, place)
    for (const check of value.checks) await ports.record.check(check)
    if (value.passed) await given.whenPassed?.(value.kept ?? output)
    else if (attemptId !== null && value.notExecuted !== true) {
      await ports.record.attemptOutcome(attemptId, 'invalid-output', firstLines(value.feedback))
    }
    const shown = value.checks.find((check) => check.outcome === 'failed') ?? value.checks.at(-1)
    const detail = shown?.summary ?? (value.passed ? null : firstLines(value.feedback))
    return {
      value,
      end: { status: value.passed ? 'ok' : 'failed', detail, attemptId, checkId: shown?.id ?? null },
    }
  })
  const attempt = scope.attempts.find((candidate) => candidate.id === attemptId)
  if (!report.passed && report.notExecuted !== true && attempt !== undefined) {
    Object.assign(attempt, { outcome: 'invalid-output', errorText: firstLines(report.feedback) })
  }
  return report
}
