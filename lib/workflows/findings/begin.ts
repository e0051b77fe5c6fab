import { type FindingKind, MODEL_KINDS } from '@/lib/domain/model-kinds'
import type { Evidence } from '../analysis-port'
import type { RunInput, RunOutcome, WorkflowPorts } from '../define-workflow'
import type { ReviewFile, Unit } from './candidate'
import { unverifiedOutcome } from './conclude'
import { planUnits } from './plan-units'
import { readEvidence } from './read-evidence'
import { reviewFiles } from './review-files'

/** What code review and bug prediction both start from. */
export interface Begun {
  files: ReviewFile[]
  evidence: Extract<Evidence, { files: unknown }>
  units: Unit[]
  /** rules of ours, then kinds that only models see */
  kinds: FindingKind[]
}

/** Reads the target without a model and cuts it along its syntax; an outcome when there is nothing to look at. */
export async function beginFindings(ports: WorkflowPorts, input: RunInput): Promise<Begun | RunOutcome> {
  const files = reviewFiles(input)
  if (files.length === 0) {
    return unverifiedOutcome('nothing-testable', 'The change touches no Python code that is still there.')
  }
  const evidence = await readEvidence(ports, input, files)
  if ('unavailable' in evidence) return unverifiedOutcome(evidence.unavailable, evidence.text)
  const broken = evidence.files.filter(({ syntaxError }) => syntaxError !== null)
  const [first] = broken
  if (first?.syntaxError != null && broken.length === files.length) {
    const { line, message } = first.syntaxError
    const what = input.diff == null ? 'The module' : first.path
    return unverifiedOutcome('syntax-error', `${what} does not parse: line ${line}: ${message}`)
  }
  const rules = await ports.step(`${input.runId}.${input.tryNumber}.kinds`, () => ports.analysis.kinds())
  const units = files.flatMap((file, index) => {
    const read = evidence.files[index]
    return read === undefined || read.syntaxError !== null ? [] : planUnits(file, read.symbols)
  })
  return { files, evidence, units, kinds: [...rules, ...MODEL_KINDS] }
}
