import { ARCHITECTURE_KINDS } from '@/lib/domain/model-kinds'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import { askAbout, type Question, type Told } from '../findings/ask-about'
import type { Candidate, Dropped, Settled } from '../findings/candidate'
import type { ModelUse } from '../findings/model-use'
import type { Opinion } from '../findings/opinion'
import { settle } from '../findings/settle'
import { arbitrate, refute, verify } from './verify'

/** Questions about some of their candidates only; those without any are left out. */
function about(questions: Question[], isMeant: (candidate: Candidate) => boolean): Question[] {
  return questions
    .map((question) => ({ ...question, candidates: question.candidates.filter(isMeant) }))
    .filter(({ candidates }) => candidates.length > 0)
}

/** True when security or architecture is at stake and the close look did not confirm what was seen before it. */
export function isDisputed({ detection }: Candidate, opinion: Told<Opinion> | undefined): boolean {
  const isAtStake = detection.category === 'security' || ARCHITECTURE_KINDS.has(detection.rule)
  if (!isAtStake || opinion === undefined) return false
  return opinion.answer.verdict === 'drop' || opinion.answer.confidence === 'possible'
}

/** What a keeper said, for whoever tries to refute it. */
const describeOpinion = ({ reason, trigger }: Opinion) =>
  trigger === '' ? reason : `${reason} Trigger: ${trigger}`

/** Takes the candidates through the close look, the last word where stages disagree, and the attempt to refute. */
export async function examine(
  ports: WorkflowPorts,
  { input, use }: { input: RunInput; use: ModelUse },
  questions: Question[],
): Promise<{ settled: Settled[]; dropped: Dropped[] }> {
  const asked = { input, use }
  const verified = await askAbout(ports, asked, verify, questions)
  const disputed = about(questions, (candidate) => isDisputed(candidate, verified.get(candidate)))
  const mayArbitrate = input.options.ceilingTier === 'premium'
  const arbitrated = mayArbitrate ? await askAbout(ports, asked, arbitrate, disputed) : new Map()
  const opinionOf = (candidate: Candidate): Told<Opinion> | undefined =>
    arbitrated.get(candidate) ?? verified.get(candidate)
  const kept = about(questions, (candidate) => opinionOf(candidate)?.answer.verdict === 'keep')
  const refuted = await askAbout(
    ports,
    asked,
    refute,
    kept.map((question) => ({
      ...question,
      known: question.candidates.map((candidate) => {
        const opinion = opinionOf(candidate)
        return opinion === undefined ? '' : describeOpinion(opinion.answer)
      }),
    })),
  )
  const settled: Settled[] = []
  const dropped: Dropped[] = []
  for (const { unit, file, candidates } of questions) {
    for (const candidate of candidates) {
      const end = settle(
        candidate,
        { unit, file },
        {
          verify: verified.get(candidate),
          premium: arbitrated.get(candidate),
          refute: refuted.get(candidate),
        },
      )
      if (end === null) continue
      if ('shown' in end) settled.push(end.shown)
      else dropped.push(end.dropped)
    }
  }
  return { settled, dropped }
}
