import type { FindingProof } from '@/lib/domain/finding-row'
import { cutTo } from '@/lib/format/cut-text'
import { formatPlural } from '@/lib/format/format-count'
import type { FileSymbol } from '../analysis-port'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import type { Candidate } from '../findings/candidate'
import type { TestExecution } from '../python-port'
import { HASH_SEEDS, inSpan } from '../run-check'
import { failsAsStated, type Stated } from './fails-as-stated'
import type { ProposedTest } from './output'
import { type Probe, planProbes, writeProbes } from './plan-probes'

/** Probes of one execution: a file of more takes longer than an execution may. */
const MOST_PROBES = 120
const OUTPUT_CHARACTERS = 4_000

/** A suspicion, and the test that a model proposed for it. */
export interface Suspect {
  candidate: Candidate
  proposed: ProposedTest | null
}

/** A test file that is to prove a suspicion. */
interface Trial {
  testSource: string
  testName: string
  stated: Stated
}

const nameOf = (id: string) => id.replace(/^.*::/, '').replace(/\[.*$/s, '')
const resultOf = (run: TestExecution, name: string) =>
  (run.figures.tests ?? []).find(({ id }) => nameOf(id) === name)

function statedOf({ detection }: Candidate, exceptions: string[], { modulePath }: RunInput): Stated {
  const { startLine: start, endLine: end } = detection.range
  const way = detection.trace.map(({ line }) => ({ start: line, end: line }))
  return { exceptions, modulePath, lines: [{ start, end }, ...way] }
}

type Planned = { suspect: Suspect; probe: Probe }

/** The probes of one execution, shared evenly: nobody's second is tried before everybody's first. */
function shareProbes(
  suspects: Suspect[],
  symbols: FileSymbol[],
  source: string,
): { planned: Planned[]; left: number } {
  const wanted = suspects.map((suspect, index) =>
    planProbes(suspect.candidate.detection, symbols, { prefix: `bug_${index + 1}`, source }).map((one) => ({
      suspect,
      probe: one,
    })),
  )
  const inTurn = wanted.flatMap((probes) => probes.map((one, turn) => ({ one, turn })))
  const chosen = new Set(
    inTurn
      .toSorted((a, b) => a.turn - b.turn)
      .slice(0, MOST_PROBES)
      .map(({ one }) => one),
  )
  const given = wanted.map((probes) => probes.filter((one) => chosen.has(one)))
  const left = wanted.filter((probes, index) => probes.length > 0 && given[index]?.length === 0).length
  return { planned: given.flat(), left }
}

/** Runs all probes once and picks, for each suspicion, the first that fails as it should. `left`: how many were not tried. */
async function probe(
  ports: WorkflowPorts,
  input: RunInput,
  suspects: Suspect[],
  symbols: FileSymbol[],
): Promise<{ trials: Map<Suspect, Trial>; left: number }> {
  const { planned, left } = shareProbes(suspects, symbols, input.source)
  if (planned.length === 0) return { trials: new Map(), left }
  const source = writeProbes(
    input.moduleName,
    planned.map((one) => one.probe),
  )
  const run = await ports.python.runTests(source, { hashSeed: 0 })
  const trials = new Map<Suspect, Trial>()
  for (const { suspect, probe: one } of planned) {
    const result = resultOf(run, one.name)
    const own = statedOf(suspect.candidate, one.exceptions, input)
    const { isExample } = one
    const lines = one.lines === undefined ? own.lines : [one.lines]
    const stated = { ...own, lines, isExample, isMadeUp: isExample !== true }
    if (trials.has(suspect) || result === undefined || !failsAsStated(result, stated)) continue
    trials.set(suspect, { testSource: writeProbes(input.moduleName, [one]), testName: one.name, stated })
  }
  return { trials, left }
}

/** The test that a model proposed, when it is one test that looks at the result of the module; null otherwise. */
async function toTrial(
  ports: WorkflowPorts,
  input: RunInput,
  { candidate, proposed }: Suspect,
): Promise<Trial | null> {
  if (proposed === null || proposed.code.trim() === '') return null
  const testSource = `${proposed.imports.join('\n')}\n\n\n${proposed.code.trim()}\n`
  const listed = await ports.python.listTests(testSource)
  const [only, ...others] = listed.tests
  if (listed.syntaxError !== null || only === undefined || others.length > 0) return null
  const exception = proposed.exception.trim()
  // A claim about a result must say what is right, and compare what the function gives.
  if (exception === '' && (proposed.property.trim() === '' || !only.hasAssertion)) return null
  const stated = statedOf(candidate, exception === '' ? [] : [exception], input)
  return { testSource, testName: nameOf(only.id), stated }
}

/** True when the assertion compared what a function of the module gave: pytest writes `where … = name(…)`. */
function comparesResult(message: string | null, { qualifiedName }: Candidate['detection']): boolean {
  const own = qualifiedName.split('.').at(-1) ?? ''
  return (
    own !== '' &&
    new RegExp(`\\bwhere .*\\b${own}\\(|\\b${own}\\(.*\\)\\s*==|==.*\\b${own}\\(`).test(message ?? '')
  )
}

/** True when the lines in question had part in the only test of the execution. */
function wasReached({ figures: { coverage } }: TestExecution, { lines: [place] }: Stated): boolean {
  if (coverage === undefined || place === undefined) return false
  // Coverage names a statement by its first line.
  const starts = [...coverage.executed, ...coverage.missing].filter((line) => line <= place.start)
  const first = Math.max(...starts)
  return coverage.executed.some((line) => line >= first && line <= place.end)
}

/** A proof when the test fails as stated, and again with another hash seed; null otherwise. */
async function tryTwice(ports: WorkflowPorts, suspect: Suspect, trial: Trial): Promise<FindingProof | null> {
  const { testSource, testName, stated } = trial
  const isProposed = suspect.proposed !== null
  let proof: FindingProof | null = null
  for (const hashSeed of HASH_SEEDS) {
    const run = await ports.python.runTests(testSource, { hashSeed })
    const result = resultOf(run, testName)
    if (run.notExecuted !== null || result === undefined || !failsAsStated(result, stated)) return null
    if (stated.isExample === true && !wasReached(run, stated)) return null
    const isClaim = isProposed && stated.exceptions.length === 0
    if (isClaim && !comparesResult(result.message, suspect.candidate.detection)) return null
    proof = {
      kind: 'failing-test',
      testSource,
      testId: result.id,
      output: cutTo(result.message ?? '', OUTPUT_CHARACTERS),
      command: run.command,
      exitCode: run.exitCode ?? 1,
    }
  }
  return proof
}

const notTried = (left: number, all: number) =>
  `${left} of ${formatPlural(all, 'suspicion')} had no test tried: one execution takes ${MOST_PROBES}`

/**
 * Turns triggers into tests and runs them in the sandbox, in one durable step: what fails for the stated reason, twice with
 * different hash seeds, is proven. By candidate's fingerprint; what could not be shown is left out, which says nothing.
 */
export async function proveSuspects(
  ports: WorkflowPorts,
  input: RunInput,
  suspects: Suspect[],
  { symbols, part }: { symbols: FileSymbol[]; part: string },
): Promise<{ proofs: Record<string, FindingProof>; note: string | null }> {
  // Of a change there is no folder in which it could be run.
  if (suspects.length === 0 || input.diff != null) return { proofs: {}, note: null }
  const id = `${input.runId}.${input.tryNumber}.${part}`
  const label = part === 'prove' ? 'Turn triggers into tests' : 'Run the tests that a model proposes'
  const work = async () => {
    const imported = await ports.python.tryImport()
    if (!imported.ok) {
      return { proofs: {}, note: `Nothing could be proven by a test: ${imported.text}`, wasRun: false }
    }
    const proofs: Record<string, FindingProof> = {}
    const withTest = suspects.filter(({ proposed }) => proposed !== null)
    const { trials, left } = await probe(
      ports,
      input,
      suspects.filter(({ proposed }) => proposed === null),
      symbols,
    )
    for (const suspect of withTest) {
      const trial = await toTrial(ports, input, suspect)
      if (trial !== null) trials.set(suspect, trial)
    }
    for (const [suspect, trial] of trials) {
      const proof = await tryTwice(ports, suspect, trial)
      if (proof !== null) proofs[suspect.candidate.detection.fingerprint] = proof
    }
    return { proofs, note: left === 0 ? null : notTried(left, suspects.length), wasRun: true }
  }
  return inSpan(ports, { id, stage: 'prove', kind: 'check', label }, work, ({ proofs, note, wasRun }) => {
    const found = `${Object.keys(proofs).length} of ${formatPlural(suspects.length, 'likely bug')} proven`
    return { ok: wasRun, detail: wasRun ? [found, note ?? []].flat().join('. ') : (note ?? '') }
  })
}
