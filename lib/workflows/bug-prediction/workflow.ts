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

/** What is known of a candidate before it is weighed: what was said of it, and whether the sandbox has shown it. */
const describeKnown = (reason: string, trigger: string, isProven: boolean) =>
  [
    reason,
    ...(trigger === '' ? [] : [`Trigger: ${trigger}`]),
    isProven ? 'A test of this trigger failed for this reason, twice.' : 'No test has shown it.',
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

    const weighed = await askAbout(
      ports,
      { input, use },
      weigh,
      questions.flatMap((question): Question[] => {
        const candidates = question.candidates.filter(
          (candidate) => predicted.get(candidate)?.answer.verdict === 'keep',
        )
        const known = candidates.map((candidate) => {
          const said = predicted.get(candidate)?.answer
          return describeKnown(said?.reason ?? '', said?.trigger ?? '', proofOf(candidate) !== null)
        })
        return candidates.length === 0 ? [] : [{ ...question, candidates, known }]
      }),
    )
    const settled: Settled[] = []
    const dropped: Dropped[] = []
    for (const { unit, file, candidates } of questions) {
      for (const candidate of candidates) {
        // A test that a model made up proves nothing once a second look has refuted what it claims.
        const isRefuted = weighed.get(candidate)?.answer.confidence === 'refuted'
        const proof = isRefuted ? (shown.proofs[candidate.detection.fingerprint] ?? null) : proofOf(candidate)
        const foretold = { predict: predicted.get(candidate), weigh: weighed.get(candidate), proof }
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
