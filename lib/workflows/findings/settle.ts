import { isShownByDefault } from '@/lib/analysis/default-rules'
import type { CheckedDetectionInput } from '@/lib/domain/finding-row'
import type { Told } from './ask-about'
import type { Candidate, Dropped, ReviewFile, Settled, Unit } from './candidate'
import { CONFIDENCE, milder } from './locate-flags'
import type { Opinion, Refutation } from './opinion'
import { toLineEdits } from './to-line-edits'

/** What was said of a candidate, by the stages that were asked. */
export interface Said {
  verify: Told<Opinion> | undefined
  premium: Told<Opinion> | undefined
  refute: Told<Refutation> | undefined
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** The detection with what a model added; what an analyser said itself is kept, as it does not guess. */
function confirmed(
  candidate: Candidate,
  { unit, file }: { unit: Unit; file: ReviewFile },
  { answer, promptHash }: Told<Opinion>,
  stage: 'verify' | 'premium',
): CheckedDetectionInput {
  const { detection, kind } = candidate
  const said = CONFIDENCE[answer.confidence]
  const own = kind === 'flag' ? 0 : detection.rawConfidence
  return {
    ...detection,
    stage,
    severity: kind === 'strong' ? detection.severity : milder(detection.severity, answer.severity),
    message: kind === 'flag' ? (orNull(answer.reason) ?? detection.message) : detection.message,
    trigger: detection.trigger ?? orNull(answer.trigger),
    fix: detection.fix ?? toLineEdits(answer.fix, unit, file.source),
    example: detection.example ?? orNull(answer.example),
    // Two that agree are surer than either, but half of the doubt stays.
    rawConfidence: kind === 'strong' ? own + (1 - own) / 2 : Math.max(own, said),
    promptHash: kind === 'flag' ? promptHash : null,
  }
}

/** Why a candidate is not confirmed; null: it is. */
function objection({
  verify,
  premium,
  refute,
}: Said): Omit<Dropped, 'rule' | 'path' | 'line' | 'quote'> | null {
  const last = premium ?? verify
  if (last === undefined) return { stage: 'verify', why: 'No model took a close look at it.' }
  const { verdict, reason } = last.answer
  if (verdict === 'drop') return { stage: premium === undefined ? 'verify' : 'premium', why: reason }
  if (refute?.answer.refuted === true) return { stage: 'refute', why: refute.answer.reason }
  return null
}

/**
 * What becomes of a candidate. What an analyser is sure of stands, whatever a model says: words in code could have talked it
 * into saying so; the doubt is shown with it. What is weak, or was only flagged, needs a model that keeps it and one that
 * fails to refute it. Null: it is weak and nobody looked, which says nothing.
 */
export function settle(
  candidate: Candidate,
  place: { unit: Unit; file: ReviewFile },
  said: Said,
): { shown: Settled } | { dropped: Dropped } | null {
  const { detection, kind } = candidate
  const against = objection(said)
  const last = said.premium ?? said.verify
  if (kind === 'strong' && against !== null) {
    const doubt = last === undefined ? null : against.why
    return { shown: { detection, doubt, prevention: null } }
  }
  if (last === undefined && kind === 'weak') return null
  const { rule, path, range, quote } = detection
  const drop = (stage: Dropped['stage'], why: string) => ({
    dropped: { stage, rule, path, line: range.startLine, quote, why },
  })
  if (against !== null || last === undefined) return drop(against?.stage ?? 'verify', against?.why ?? '')
  const made = confirmed(candidate, place, last, said.premium === undefined ? 'verify' : 'premium')
  if (!isShownByDefault(made)) return drop('check', 'It is not sure enough for how grave it is.')
  return { shown: { detection: made, doubt: null, prevention: null } }
}
