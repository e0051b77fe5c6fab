import type { FindingSeverity } from '@/lib/domain/finding'
import type { JudgedFinding } from '@/lib/domain/finding-row'
import { defineWorkflow } from '../define-workflow'
import { beginFindings } from '../findings/begin'
import { checkPatches } from '../findings/check-patches'
import { evidenceCandidates, questionsAbout, withoutRepeats } from '../findings/collect-candidates'
import { concludeFindings } from '../findings/conclude'
import { mergeSettled } from '../findings/merge-settled'
import { ModelUse } from '../findings/model-use'
import { reviewVerdict } from '../findings/review-verdict'
import { examine } from './examine'
import { triageUnits } from './triage-units'

const ORDER: FindingSeverity[] = ['critical', 'high', 'medium', 'low']
const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What matters most first; what verdicts put last comes last. */
function compareFindings(a: JudgedFinding, b: JudgedFinding): number {
  const rank = ({ hidden, demoted, severity }: JudgedFinding) =>
    (hidden === null ? 0 : 100) + (demoted === null ? 0 : 10) + ORDER.indexOf(severity)
  return (
    rank(a) - rank(b) ||
    compareTexts(a.path, b.path) ||
    a.range.startLine - b.range.startLine ||
    a.range.startColumn - b.range.startColumn ||
    compareTexts(a.rule, b.rule)
  )
}

/**
 * Code review: evidence without a model, a cheap first reading, a close look at what either pointed at, the dearest model
 * only where stages disagree about security or architecture, and an attempt to refute whatever is left.
 */
export const codeReview = defineWorkflow({
  name: 'code-review',
  title: 'Code review',
  summary: 'Few findings, each with the line it quotes and a concrete trigger.',
  async run(ports, input) {
    const begun = await beginFindings(ports, input)
    if ('verdict' in begun) return begun
    const { files, evidence, units, kinds } = begun
    const use = new ModelUse()
    const known = evidenceCandidates(evidence.files)
    const read = await triageUnits(ports, { input, use }, { files, units, kinds })
    const flags = withoutRepeats(read.flags, known)
    const questions = questionsAbout([...known, ...flags], units, files)
    const looked = await examine(ports, { input, use }, questions)
    // What stands in no unit that a model was shown rests on its evidence alone.
    const told = new Set(looked.settled.map(({ detection }) => detection.fingerprint))
    const alone = known
      .filter(({ kind, detection }) => kind === 'strong' && !told.has(detection.fingerprint))
      .map(({ detection }) => ({ detection, doubt: null, prevention: null }))
    const merged = mergeSettled(
      [...looked.settled, ...alone],
      files.map(({ path }) => path),
    )
    return concludeFindings(ports, input, {
      workflow: 'code-review',
      name: 'review',
      ...{ evidence, files, kinds, use },
      settled: await checkPatches(ports, input, files, merged),
      dropped: [...read.dropped, ...looked.dropped],
      order: compareFindings,
      verdict: reviewVerdict,
    })
  },
})
