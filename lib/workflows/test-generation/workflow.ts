import { holdsForAll } from '@/lib/domain/template-scope'
import { formatPlural } from '@/lib/format/format-count'
import { defineWorkflow, type RunInput, type RunOutcome, type WorkflowPorts } from '../define-workflow'
import { generateStage } from '../generate-stage'
import type { StageResult } from '../ports'
import type { ModuleOutline } from '../python-port'
import { inSpan } from '../run-check'
import { conclude } from './conclude'
import { generateTests } from './generate-tests'
import { measureMistakes } from './measure-mistakes'
import { mergePieces } from './merge-pieces'
import { type Observed, observeTests } from './observe-tests'
import type { GeneratedTests } from './output'
import { type ModulePart, planParts } from './plan-parts'
import { verifyTests } from './verify-tests'

type Unverified = Pick<RunOutcome, 'reason' | 'reasonText'>

/** A module that can be tested here, and what was done to make it so. */
interface Analysed {
  outline: ModuleOutline
  notes: string[]
}

function unverified({ reason, reasonText }: Unverified): RunOutcome {
  return {
    source: null,
    verdict: 'unverified',
    verdictText: reasonText ?? 'This module could not be executed here.',
    reason,
    reasonText,
    artifacts: [],
    figures: {},
    promptVersion: null,
  }
}

/** Can the module be imported here at all? Its own reason is told apart from a missing package. */
async function analyse(ports: WorkflowPorts, input: RunInput): Promise<Analysed | Unverified> {
  const id = `${input.runId}.${input.tryNumber}`
  const outline = await inSpan(
    ports,
    { id: `${id}.analyse`, stage: 'analyse', kind: 'analyse', label: 'Read the module' },
    () => ports.python.outline(),
    ({ syntaxError, symbols, codeLines }) => ({
      ok: syntaxError === null,
      detail:
        syntaxError === null
          ? `${formatPlural(symbols.length, 'function or class', 'functions and classes')}, ${formatPlural(codeLines, 'code line')}`
          : syntaxError.message,
    }),
  )
  if (outline.syntaxError !== null) {
    const { line, message } = outline.syntaxError
    return { reason: 'syntax-error', reasonText: `The module does not parse: line ${line}: ${message}` }
  }
  const imported = await inSpan(
    ports,
    { id: `${id}.import`, stage: 'analyse', kind: 'analyse', label: 'Import it in the sandbox' },
    () => ports.python.tryImport(),
    (result) => (result.ok ? { ok: true, detail: result.note } : { ok: false, detail: result.text }),
  )
  if (!imported.ok) return { reason: imported.reason, reasonText: imported.text }
  return { outline, notes: imported.note === null ? [] : [imported.note] }
}

/** The model path over all pieces of the module, in order. */
async function generateAll(
  ports: WorkflowPorts,
  input: RunInput,
  outline: ModuleOutline,
  { parts, observed }: { parts: ModulePart[]; observed: Observed },
): Promise<StageResult<GeneratedTests>[]> {
  const results: StageResult<GeneratedTests>[] = []
  for (const piece of parts) {
    const { runId, tryNumber, options } = input
    const result = await generateStage(ports, generateTests, {
      runId,
      tryNumber,
      options,
      run: input,
      outline,
      piece,
      observed,
      ...(piece.name === '' ? {} : { part: piece.name }),
    })
    results.push(result)
    // A reason that is not about this piece holds for the pieces still to come: they would only wait for it again.
    if (result.reason !== null && holdsForAll(result.reason)) break
  }
  return results
}

/** Test generation: observe, ask the model for what observation cannot reach, run everything, keep what passes twice. */
export const testGeneration = defineWorkflow({
  name: 'test-generation',
  title: 'Test generation',
  summary: 'Complete pytest files that pass twice, with coverage by line.',
  async run(ports, input) {
    const analysed = await analyse(ports, input)
    if ('reason' in analysed) return unverified(analysed)
    const { outline } = analysed
    const observed = await observeTests(ports, input, outline)
    const parts = planParts(input.source, outline.symbols)
    const results = await generateAll(ports, input, outline, { parts, observed })

    const { source, pieces } = await mergePieces(ports, input, results, observed.testSource)
    if (source === null) {
      return unverified({
        reason: observed.reason ?? 'nothing-testable',
        reasonText: observed.reasonText ?? 'Nothing in this module could be asserted.',
      })
    }
    const prefix = `${input.runId}.${input.tryNumber}`
    const whole = await verifyTests(ports, prefix, source)
    // A file can fail as a whole (state that tests share, a clash of imports): then the observed tests stand alone.
    const mayStandAlone = pieces.some(({ testNames }) => testNames.length > 0) && observed.testSource !== null
    const alone =
      whole.outcome === 'rejected' && mayStandAlone
        ? await verifyTests(ports, `${prefix}.alone`, observed.testSource ?? '')
        : null
    const verified = alone ?? whole
    if (verified.outcome === 'not-executed') {
      return unverified({
        reason: verified.notExecuted,
        reasonText: `The tests were not executed: ${verified.notExecuted === 'no-python' ? 'no usable Python was found' : 'no sandbox is available'} here.`,
      })
    }
    const isVerified = verified.outcome === 'verified'
    return conclude(input, pieces, verified, {
      mutationScore: isVerified ? await measureMistakes(ports, input, outline, verified) : {},
      parts: parts.length,
      modelFileStands: alone === null,
      notes: [...analysed.notes, ...observed.notes],
    })
  },
})
