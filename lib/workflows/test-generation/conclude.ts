import type { TemplateReason } from '@/lib/domain/words'
import type { RunInput, RunOutcome } from '../define-workflow'
import type { StageResult } from '../ports'
import { describeRejected, describeVerified, figuresOf, TEMPLATE_REASON_TEXT } from './describe-outcome'
import type { GeneratedTests } from './output'
import type { VerifiedTests } from './verify-tests'

/** Reasons for which no model was allowed: a template is then no fallback of the model path. */
const NO_MODEL_ALLOWED: ReadonlySet<TemplateReason> = new Set(['no-provider', 'opted-out', 'policy'])

export const hasTests = (result: StageResult<GeneratedTests>) => (result.output?.tests.length ?? 0) > 0

/** True when at least one of the result's tests is still in the file. */
const keepsTest = (result: StageResult<GeneratedTests>, dropped: string[]) =>
  (result.output?.tests ?? []).some((test) => !dropped.includes(test.name))

/** `pkg/mod.py` → `test_mod.py`. */
const testFileName = (modulePath: string) =>
  `test_${(modulePath.split('/').at(-1) ?? modulePath).replace(/^__init__/, 'package')}`

/** How the run ended, from the executions of its file and from what each piece of the module came from. */
export function conclude(
  input: RunInput,
  results: StageResult<GeneratedTests>[],
  verified: VerifiedTests,
  /** false: the model's file failed as a whole and the observed tests stand alone */
  modelFileStands: boolean,
): RunOutcome {
  const byModel = results.filter((result) => result.source !== 'template' && hasTests(result))
  const fallback = results.find((result) => result.source === 'template')
  const modelStands = modelFileStands && byModel.some((result) => keepsTest(result, verified.dropped))
  const origin = !modelStands
    ? 'template'
    : byModel.every((result) => result.source === 'cache')
      ? 'cache'
      : 'model'
  const reason = modelStands ? null : (fallback?.reason ?? 'invalid-output')
  const figures = {
    ...figuresOf(verified.checks, verified.dropped.length),
    secretsMasked: Math.max(0, ...results.map((result) => result.secretsMasked)),
  }
  const common = {
    artifacts: [
      {
        kind: 'tests',
        path: testFileName(input.modulePath),
        language: 'python',
        content: verified.source,
        origin,
      } as const,
    ],
    figures,
    promptVersion: modelStands ? (byModel[0]?.promptVersion ?? null) : null,
  }
  if (verified.outcome === 'rejected') {
    const text = describeRejected(verified.checks)
    const isFallback = reason === null || !NO_MODEL_ALLOWED.has(reason)
    return {
      ...common,
      source: isFallback ? origin : null,
      verdict: 'rejected',
      verdictText: text,
      reason: 'no-valid-tests',
      reasonText: text,
    }
  }
  const withoutModel = results.length - byModel.length
  const partly =
    modelStands && withoutModel > 0 ? `, ${withoutModel} of ${results.length} parts without the model` : ''
  return {
    ...common,
    source: origin,
    verdict: 'verified',
    verdictText: `${describeVerified(figures)}${partly}`,
    reason,
    reasonText: reason === null ? null : (fallback?.reasonText ?? TEMPLATE_REASON_TEXT[reason]),
  }
}
