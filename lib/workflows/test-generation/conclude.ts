import type { AnswerUses } from '@/lib/domain/answer-use'
import type { RunFigures } from '@/lib/domain/run'
import { holdsForAll, NO_MODEL_ALLOWED } from '@/lib/domain/template-scope'
import type { RunInput, RunOutcome } from '../define-workflow'
import { describeRejected, describeVerified, figuresOf, TEMPLATE_REASON_TEXT } from './describe-outcome'
import type { MergedPiece } from './merge-pieces'
import type { VerifiedTests } from './verify-tests'

/** `pkg/mod.py` → `test_mod.py`. */
const testFileName = (modulePath: string) =>
  `test_${(modulePath.split('/').at(-1) ?? modulePath).replace(/^__init__/, 'package')}`

/** Which answers the tests that are left came from. */
function usesOf(pieces: MergedPiece[], dropped: ReadonlySet<string>): AnswerUses {
  return Object.fromEntries(
    pieces.flatMap(({ result, testNames }) => {
      const given = (result.output?.tests ?? []).map(({ name }) => name)
      const left = new Set(given.filter((_, index) => !dropped.has(testNames[index] ?? '')))
      return result.keptAnswers.flatMap(({ attemptId, kept, of }) => {
        const count = kept.filter((name) => left.has(name)).length
        return count === 0 ? [] : [[attemptId, { kept: count, of }] as const]
      })
    }),
  )
}

/** How the run ended, from the executions of its file and from what each of its pieces left in it. */
export function conclude(
  input: RunInput,
  pieces: MergedPiece[],
  verified: VerifiedTests,
  plan: {
    /** into how many parts the module was cut; a provider that is down leaves the last ones without a piece */
    parts: number
    /** false: the model's file failed as a whole and the observed tests stand alone */
    modelFileStands: boolean
    /** what was done and given up before any piece was made */
    notes: string[]
    /** how many planted mistakes the tests noticed; {}: not measured */
    mutationScore: Pick<RunFigures, 'mutantsRun' | 'mutantsKilled'>
  },
): RunOutcome {
  const dropped = new Set(verified.dropped)
  const results = pieces.map(({ result }) => result)
  const byModel = pieces
    .filter(({ testNames }) => plan.modelFileStands && testNames.some((name) => !dropped.has(name)))
    .map(({ result }) => result)
  const fallbacks = results.filter((result) => result.source === 'template')
  // What held for all pieces decided, whatever one of them had failed of before.
  const fallback = fallbacks.find(({ reason }) => reason !== null && holdsForAll(reason)) ?? fallbacks[0]
  const modelStands = byModel.length > 0
  const origin = !modelStands
    ? 'template'
    : byModel.every((result) => result.source === 'cache')
      ? 'cache'
      : 'model'
  const reason = modelStands ? null : (fallback?.reason ?? 'invalid-output')
  const figures = {
    ...figuresOf(verified.checks, verified.dropped.length),
    ...plan.mutationScore,
    secretsMasked: Math.max(0, ...results.map((result) => result.secretsMasked)),
    notes: [...plan.notes, ...new Set(results.flatMap((result) => result.notes))],
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
    answerUses: plan.modelFileStands ? usesOf(pieces, dropped) : {},
    promptVersion: modelStands ? (byModel[0]?.promptVersion ?? null) : null,
  }
  if (verified.outcome === 'rejected') {
    const text = describeRejected(verified.checks)
    const isFallback = reason === null || !NO_MODEL_ALLOWED.includes(reason)
    return {
      ...common,
      source: isFallback ? origin : null,
      verdict: 'rejected',
      verdictText: text,
      reason: 'no-valid-tests',
      reasonText: text,
    }
  }
  const withoutModel = plan.parts - byModel.length
  const partly =
    modelStands && withoutModel > 0 ? `, ${withoutModel} of ${plan.parts} parts without the model` : ''
  return {
    ...common,
    source: origin,
    verdict: 'verified',
    verdictText: `${describeVerified(figures)}${partly}`,
    reason,
    reasonText: reason === null ? null : (fallback?.reasonText ?? TEMPLATE_REASON_TEXT[reason]),
  }
}
