import type { FindingProof } from '@/lib/domain/finding-row'
import { isStatedTest } from '@/lib/domain/stated-test'
import type { ArtifactDraft } from '../define-workflow'
import { defineWorkflow } from '../define-workflow'
import { askAbout, type Question } from '../findings/ask-about'
import { beginFindings } from '../findings/begin'
import type { Candidate, Dropped, Settled } from '../findings/candidate'
import { checkPatches } from '../findings/check-patches'
import { evidenceCandidates, questionsAbout } from '../findings/collect-candidates'
import { concludeFindings } from '../findings/conclude'
import { mergeSettled } from '../findings/merge-settled'
import { ModelUse } from '../findings/model-use'
import type { Prediction } from './output'
import { proveSuspects } from './prove'
import { comparePredictions, settlePrediction } from './settle-prediction'
import { predict, weigh } from './stages'

/** A prediction is about bugs: what is merely slow, risky or ugly is for a review. */
const isBug = ({ detection }: Candidate) => detection.category === 'correctness'

/** The tests that proved something, as files of their own. */
function proofFiles(settled: Settled[]): ArtifactDraft[] {
  const proven = settled.flatMap(({ detection: { proof, rule, stage } }) =>
    proof == null ? [] : [{ content: proof.testSource, rule, stage }],
  )
  return proven.map(({ content, rule, stage }, index) => ({
    kind: 'proof',
    path: `test_bug_${index + 1}_${rule.replace(/\W+/g, '_')}.py`,
    language: 'python',
    content,
    origin: stage === 'evidence' ? 'template' : 'model',
  }))
}

function shownBy(proof: FindingProof | null): string {
  if (proof === null) return 'No test has shown it.'
  return isStatedTest(proof.testId)
    ? 'An example that the text of the module states fails here, twice; these lines have part in it.'
    : 'A test of this trigger failed for this reason, twice.'
}

/** What is known of a candidate before it is weighed: what was said of it, and whether the sandbox has shown it. */
const describeKnown = (said: Prediction | undefined, proof: FindingProof | null, isClaim: boolean) =>
  [
    said?.reason ?? '',
    ...(said === undefined || said.trigger === '' ? [] : [`Trigger: ${said.trigger}`]),
    shownBy(proof),
    // Whether a value is the right one can only be said by who sees what the test expects.
    ...(isClaim ? [`The test:\n${proof?.testSource}\nHow it ended:\n${proof?.output}`] : []),
  ].join(' ')

/**
 * Bug prediction in passes: evidence without a model, a model on the flagged places, triggers turned into tests, and how sure
 * one can be with all that. Ranked by expected value.
 */
export const bugPrediction = defineWorkflow({
  name: 'bug-prediction',
  title: 'Bug prediction',
  summary:
    'Where bugs are likely, with the input that triggers each, proven by a failing test where it can be.',
  async run(ports, input) {
    const begun = await beginFindings(ports, input)
    if ('verdict' in begun) return begun
    const { files, evidence, units, kinds } = begun
    const use = new ModelUse()
    const suspects = evidenceCandidates(evidence.files).filter(isBug)
    const questions = questionsAbout(suspects, units, files)
    const symbols = evidence.files[0]?.symbols ?? []

    const predicted = await askAbout(ports, { input, use }, predict, questions)
    const shown = await proveSuspects(
      ports,
      input,
      suspects.map((candidate) => ({ candidate, proposed: null })),
      { symbols, part: 'prove' },
    )
    const isOpen = (candidate: Candidate) => shown.proofs[candidate.detection.fingerprint] === undefined
    const proposals = [...predicted].flatMap(([candidate, { answer }]) =>
      answer.verdict === 'keep' && isOpen(candidate) ? [{ candidate, proposed: answer.test }] : [],
    )
    const byModel = await proveSuspects(ports, input, proposals, { symbols, part: 'prove-proposed' })
    const proofs = { ...byModel.proofs, ...shown.proofs }
    const proofOf = ({ detection }: Candidate) => proofs[detection.fingerprint] ?? null
    // A test of a model that states no exception rests on the value that the model holds to be right.
    const isClaim = (candidate: Candidate) =>
      byModel.proofs[candidate.detection.fingerprint] !== undefined &&
      predicted.get(candidate)?.answer.test.exception.trim() === ''

    const weighed = await askAbout(
      ports,
      { input, use },
      weigh,
      questions.flatMap((question): Question[] => {
        const candidates = question.candidates.filter(
          (candidate) => predicted.get(candidate)?.answer.verdict === 'keep',
        )
        const known = candidates.map((candidate) => {
          return describeKnown(predicted.get(candidate)?.answer, proofOf(candidate), isClaim(candidate))
        })
        return candidates.length === 0 ? [] : [{ ...question, candidates, known }]
      }),
    )
    const settled: Settled[] = []
    const dropped: Dropped[] = []
    for (const { unit, file, candidates } of questions) {
      for (const candidate of candidates) {
        // A test that a model made up proves nothing once a second look has refuted what it claims, nor a value before one.
        const weight = weighed.get(candidate)
        const isUnjudged = isClaim(candidate) && weight === undefined
        const isHeld = !isUnjudged && weight?.answer.confidence !== 'refuted'
        const proof = isHeld ? proofOf(candidate) : (shown.proofs[candidate.detection.fingerprint] ?? null)
        const foretold = { predict: predicted.get(candidate), weigh: weight, proof, isUnjudged }
        const end = settlePrediction(candidate, { unit, file }, foretold)
        if (end !== null && 'shown' in end) settled.push(end.shown)
        if (end !== null && 'dropped' in end) dropped.push(end.dropped)
      }
    }
    if (shown.note !== null) use.notes.push(shown.note)
    const merged = mergeSettled(
      settled,
      files.map(({ path }) => path),
    )
    return concludeFindings(ports, input, {
      workflow: 'bug-prediction',
      name: 'bugs',
      ...{ evidence, files, kinds, use, dropped },
      settled: await checkPatches(ports, input, files, merged),
      order: comparePredictions,
      verdict: () => null,
      more: proofFiles(merged),
    })
  },
})
