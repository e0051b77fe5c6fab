import 'server-only'
import type { CheckedDetection, Confidence, Held } from '@/lib/domain/finding-row'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { formatList } from '@/lib/format/format-list'
import { contextOf, type FindingContext } from '../calibration/context-of'
import { forgetting, isSpokenAgainst } from '../calibration/decide-hidden'
import { fitConfidence, type Prediction } from '../calibration/fit-confidence'
import type { Observation } from '../calibration/verdict-tree'
import type { StandingVerdict } from './read-verdicts'

/** Before anybody said “won’t fix”, findings are taken to be worth mending. */
const RELEVANT_UNSEEN = 0.9

export interface Judgement {
  confidence: Confidence
  hidden: Held | null
  demoted: Held | null
}

export type Judge = (detection: CheckedDetection, at: { projectId: string; ruleVersion: string }) => Judgement

/**
 * What a team's verdicts say about further findings. Truth and relevance are learned apart: “wrong” and “noise” lower the
 * confidence, “won’t fix” says nothing about it and only keeps back what is like it. What a test proves they do not lower.
 */
export function learnJudgement(verdicts: StandingVerdict[], now: Date): Judge {
  const observed = (verdict: StandingVerdict, isRight: boolean, rawConfidence: number): Observation => ({
    rule: ruleKey(verdict),
    projectId: verdict.projectId,
    context: verdict.context,
    rawConfidence,
    isRight,
    weight: forgetting(now.getTime() - verdict.createdAt.getTime()),
  })
  const isWontFix = ({ reason }: StandingVerdict) => reason === 'wont-fix'
  const isAccepted = ({ verdict }: StandingVerdict) => verdict === 'accepted'
  const onTruth = verdicts.filter((verdict) => !isWontFix(verdict))
  const onRelevance = verdicts.filter((verdict) => isAccepted(verdict) || isWontFix(verdict))
  const truth = fitConfidence(onTruth.map((one) => observed(one, isAccepted(one), one.rawConfidence)))
  const relevance = fitConfidence(onRelevance.map((one) => observed(one, isAccepted(one), RELEVANT_UNSEEN)))
  const counts = new Map<string, number>()
  for (const verdict of onTruth) counts.set(ruleKey(verdict), (counts.get(ruleKey(verdict)) ?? 0) + 1)

  return (detection, { projectId, ruleVersion }) => {
    const context = contextOf(detection)
    const rule = ruleKey({ rule: detection.rule, ruleVersion })
    const kind = { rule, projectId, context, rawConfidence: detection.rawConfidence }
    const likely = withProof(truth(kind), detection)
    const like = (all: StandingVerdict[]) =>
      all.filter((one) => ruleKey(one) === rule && isLike(one, projectId, context))
    const against = isSpokenAgainst(likely)
      ? explain(like(onTruth), 'wrong or noise', context)
      : isSpokenAgainst(relevance({ ...kind, rawConfidence: RELEVANT_UNSEEN }))
        ? explain(like(onRelevance), '“won’t fix”', context)
        : null
    const staysShown = detection.severity === 'critical' && detection.category === 'security'
    return {
      confidence: { value: likely.value, n: counts.get(rule) ?? 0 },
      hidden: staysShown ? null : against,
      demoted: staysShown ? against : null,
    }
  }
}

/** A test that fails outweighs what was said of others: it is worth what it was before anybody's verdicts. */
function withProof(likely: Prediction, { proof, rawConfidence }: CheckedDetection): Prediction {
  return proof === null ? likely : { ...likely, value: Math.max(likely.value, rawConfidence) }
}

const ruleKey = ({ rule, ruleVersion }: { rule: string; ruleVersion: string }) => `${rule}@${ruleVersion}`

const isLike = (verdict: StandingVerdict, projectId: string, context: FindingContext) =>
  verdict.projectId === projectId && verdict.context.folder === context.folder

const WHERE: Record<FindingContext['folder'], string> = {
  tests: 'in tests',
  migrations: 'in migrations',
  scripts: 'in scripts',
  examples: 'in examples',
  generated: 'in generated code',
  library: 'in this project’s own code',
}

/** “4 of 5 findings of this rule in tests were dismissed as wrong or noise, by Ada and Ben.” */
function explain(like: StandingVerdict[], as: string, { folder }: FindingContext): Held {
  const dismissed = like.filter(({ verdict }) => verdict === 'dismissed')
  const people = [...new Set(dismissed.map(({ userName }) => userName ?? FORMER_MEMBER))].sort()
  const named = people.length > 3 ? [...people.slice(0, 2), `${people.length - 2} others`] : people
  return {
    why: `${dismissed.length} of ${like.length} findings of this rule ${WHERE[folder]} were dismissed as ${as}, by ${formatList(named)}.`,
    verdicts: dismissed.length,
  }
}
