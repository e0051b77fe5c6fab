import { formatPlural } from '@/lib/format/format-count'
import { checkOutput } from './check-output'
import type { StageInput } from './define-stage'
import type { ModelPlan } from './make-plan'
import type { EnginePorts } from './ports'
import { findPieces, type ReusedPieces, reusePieces } from './reuse-pieces'
import { type StageMade, StageScope } from './stage-scope'
import { storeInCache } from './store-in-cache'

type Made<Output> = Exclude<StageMade<Output>, { source: null }>

/**
 * Makes a target of which pieces are in the cache: those are checked together, models are asked for the rest, and the whole
 * is checked. What an edit elsewhere has broken is asked for again. Null: nothing of it is there, so that it is made as a
 * whole. `makeRest` is the way a target is made, so the rest has a cache entry of its own.
 */
export async function makeFromPieces<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  makeRest: (rest: StageScope<Input, Output, Ports>) => Promise<StageMade<Output>>,
): Promise<StageMade<Output> | null> {
  const { ports, stage, input } = scope
  const kind = stage.pieces
  const pieces = kind?.of(input) ?? []
  if (kind === undefined || pieces.length < 2) return null
  const found = await findPieces(scope, plan, pieces)
  const reused = await reusePieces(scope, plan, kind, found)
  if (reused === null) return null

  const missing = pieces.filter((piece) => !reused.pieces.includes(piece))
  const note = `${reused.pieces.length} of ${formatPlural(pieces.length, 'part')} came from the cache.`
  if (missing.length === 0) {
    await ports.step(scope.nextId('store'), () => storeInCache(scope, plan, reused.whole))
    return fromCache(plan, reused, [note])
  }
  const rest = new StageScope(ports, stage, kind.together(input, missing))
  const made = await makeRest(rest)
  scope.attempts.push(...rest.attempts)
  scope.keptAnswers.push(...rest.keptAnswers)
  scope.secretsMasked = Math.max(scope.secretsMasked, rest.secretsMasked)
  if (made.source === null) {
    const left = missing.map(({ part }) => part ?? 'unnamed').join(', ')
    return fromCache(plan, reused, [note, `Not made by a model: ${left} (${made.failure.text})`])
  }
  const joined = await scope.spanStep({ kind: 'merge', label: 'Join with what is reused' }, async () => {
    const parts = [reused, { pieces: missing, output: made.output }]
    return { value: await kind.join(ports, input, parts), end: { status: 'ok', detail: note } }
  })
  return { ...made, ...(await checkWhole(scope, plan, joined, { made, note })) }
}

/** The whole, of which each part has passed by itself. */
async function checkWhole<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  joined: Output,
  { made, note }: { made: Made<Output>; note: string },
): Promise<Pick<Made<Output>, 'output' | 'checks' | 'notes'>> {
  const report = await checkOutput(scope, joined, {
    source: made.source,
    attemptId: null,
    repairRound: 0,
    keptBefore: null,
    label: 'Check the whole',
    whenPassed: (passing) => storeInCache(scope, plan, passing),
  })
  const notes = [note, ...made.notes, ...report.notes]
  const holds = report.passed || report.notExecuted === true
  if (holds) return { output: report.kept ?? joined, checks: report.checks, notes }
  // Together they fail altogether: what was made now stands alone.
  if (report.kept === null) return { output: made.output, checks: made.checks, notes: made.notes }
  return { output: report.kept, checks: report.checks, notes }
}

function fromCache<Input, Output>(
  plan: ModelPlan,
  { whole, checks, notes }: ReusedPieces<Input, Output>,
  more: string[],
): Made<Output> {
  const promptVersion = plan.prompt.id
  return { source: 'cache', output: whole, checks, notes: [...more, ...notes], promptVersion }
}
