import type { FindingSeverity } from '@/lib/domain/finding'
import type { CheckedDetectionInput, FindingProof, JudgedFinding } from '@/lib/domain/finding-row'
import type { Told } from '../findings/ask-about'
import type { Candidate, Dropped, ReviewFile, Settled, Unit } from '../findings/candidate'
import { CONFIDENCE, milder } from '../findings/locate-flags'
import { toLineEdits } from '../findings/to-line-edits'
import type { Prediction, Weight } from './output'

/** Evidence below this is a question for a model, and no prediction by itself; a review shows only what is surer. */
const LEAST = 0.35
/** What was seen to fail for the stated reason; the rest is doubt about the reason. */
const PROVEN = 0.97
/** What a bug of each severity costs, against one of low severity. */
const WEIGHT: Record<FindingSeverity, number> = { critical: 8, high: 5, medium: 2, low: 1 }

/** What was said and shown of a candidate. */
export interface Foretold {
  predict: Told<Prediction> | undefined
  weigh: Told<Weight> | undefined
  proof: FindingProof | null
  /** a test that a model proposed fails, and nobody said whether the value it expects is right */
  isUnjudged: boolean
}

const UNJUDGED =
  'A test that a model wrote fails here, but whether what it expects is right was not judged: this is no proof.'

const orNull = (text: string | undefined) => (text === undefined || text.trim() === '' ? null : text.trim())

/** Why somebody thinks that it is none; null: nobody does. */
function objection({ predict, weigh }: Foretold): { stage: Dropped['stage']; why: string } | null {
  if (predict?.answer.verdict === 'drop') return { stage: 'verify', why: predict.answer.reason }
  if (weigh?.answer.confidence === 'refuted') return { stage: 'refute', why: weigh.answer.reason }
  return null
}

function confidenceOf({ detection, kind }: Candidate, { predict, weigh, proof }: Foretold): number {
  if (proof !== null) return PROVEN
  if (predict === undefined) return detection.rawConfidence
  const word = weigh?.answer.confidence ?? predict.answer.confidence
  const said = word === 'refuted' ? 0 : CONFIDENCE[word]
  return kind === 'strong' ? Math.max(detection.rawConfidence, said) : said
}

/**
 * What becomes of a candidate. A proof settles it; what an analyser is sure of stands whatever a model says, with the doubt
 * beside it; weak evidence stands as far as a model, or its own confidence where none was asked, carries it.
 */
export function settlePrediction(
  candidate: Candidate,
  { unit, file }: { unit: Unit; file: ReviewFile },
  foretold: Foretold,
): { shown: Settled } | { dropped: Dropped } | null {
  const { detection, kind } = candidate
  const { predict, proof } = foretold
  const against = objection(foretold)
  const { rule, path, range, quote } = detection
  if (against !== null && kind !== 'strong' && proof === null) {
    return { dropped: { ...against, rule, path, line: range.startLine, quote } }
  }
  const kept = against === null ? predict : undefined
  const rawConfidence = confidenceOf(candidate, { ...foretold, predict: kept })
  if (rawConfidence < LEAST) return null
  const said = kept?.answer
  const made: CheckedDetectionInput = {
    ...detection,
    stage: kept === undefined ? detection.stage : 'verify',
    severity:
      kind === 'strong' || said === undefined
        ? detection.severity
        : milder(detection.severity, said.severity),
    trigger: detection.trigger ?? orNull(said?.trigger),
    fix: detection.fix ?? (said === undefined ? null : toLineEdits(said.fix, unit, file.source)),
    example: detection.example ?? orNull(said?.example),
    rawConfidence,
    proof,
  }
  const doubt = proof !== null ? null : (against?.why ?? (foretold.isUnjudged ? UNJUDGED : null))
  return { shown: { detection: made, doubt, prevention: orNull(said?.prevention) } }
}

/** What a prediction is worth looking at first: what it costs, by how likely it is. */
export function expectedValue({ severity, confidence }: JudgedFinding): number {
  return WEIGHT[severity] * confidence.value
}

/** The largest expected value first, hidden ones last. */
export function comparePredictions(a: JudgedFinding, b: JudgedFinding): number {
  const place = ({ path, range, rule }: JudgedFinding) =>
    `${path} ${String(range.startLine).padStart(8)} ${String(range.startColumn).padStart(8)} ${rule}`
  const order = place(a) < place(b) ? -1 : 1
  const isHidden = ({ hidden }: JudgedFinding) => (hidden === null ? 0 : 1)
  return isHidden(a) - isHidden(b) || expectedValue(b) - expectedValue(a) || order
}
