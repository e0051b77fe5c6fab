import type { CheckRecord } from '@/lib/domain/check'
import { CachedResult } from './cached-result'
import { checkOutput } from './check-output'
import type { StageInput, StagePieces } from './define-stage'
import { keyPartsOf } from './key-parts-of'
import type { ModelPlan } from './make-plan'
import { parseOutput } from './parse-output'
import type { EnginePorts } from './ports'
import type { StageScope } from './stage-scope'

/** A piece of a target that was made before. */
export interface FoundPiece<Input, Output> {
  piece: Input
  output: Output
  key: string
  stored: CachedResult
}

/** Pieces that still hold. */
export interface ReusedPieces<Input, Output> {
  pieces: Input[]
  /** of these pieces */
  output: Output
  /** of the whole target, with what still passes of other pieces */
  whole: Output
  checks: CheckRecord[]
  notes: string[]
}

/** Looks all pieces up at once; nobody is waited for, and nothing is claimed: pieces are made as a part of a whole. */
export async function findPieces<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  pieces: Input[],
): Promise<FoundPiece<Input, Output>[]> {
  const { ports, stage } = scope
  const stored = await scope.spanStep({ kind: 'cache', label: 'Cache, part by part' }, async () => {
    const value = await ports.cache.peek(pieces.map((piece) => keyPartsOf(stage, piece, plan.keyedBy)))
    const hits = value.filter((one) => one.value !== null).length
    const detail = `${hits} of ${pieces.length}`
    return { value, end: { status: hits > 0 ? 'ok' : 'skipped', detail } }
  })
  return pieces.flatMap((piece, index) => {
    const cached = CachedResult.safeParse(stored[index]?.value)
    if (!cached.success) return []
    const parsed = parseOutput(stage.output, JSON.stringify(cached.data.output))
    const key = stored[index]?.key ?? ''
    return parsed.ok ? [{ piece, output: parsed.output, key, stored: cached.data }] : []
  })
}

/**
 * Checks the found pieces together and tells which of them still hold as they were stored; each is an attempt of its own. One
 * that does not is taken out of the cache. Null: none holds.
 */
export async function reusePieces<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  kind: StagePieces<Input, Output, Ports>,
  found: FoundPiece<Input, Output>[],
): Promise<ReusedPieces<Input, Output> | null> {
  if (found.length === 0) return null
  const { ports, input } = scope
  const all = found.map(({ piece }) => piece)
  const join = (target: Input, made: { pieces: Input[]; output: Output }[]) =>
    ports.step(scope.nextId('join'), () => kind.join(ports, target, made))
  const parts = found.map(({ piece, output }) => ({ pieces: [piece], output }))
  const joined = await join(kind.together(input, all), parts)
  const report = await checkOutput(scope, joined, {
    source: 'cache',
    attemptId: null,
    repairRound: 0,
    keptBefore: null,
    label: 'Check what is reused',
  })
  const isAll = report.passed || report.notExecuted === true
  const holding = isAll ? found : intact(kind, found, { joined, kept: report.kept })
  await recordPieces(scope, plan, found, holding)
  if (holding.length === 0) return null
  const { checks, notes } = report
  const kept = report.kept ?? joined
  const pieces = holding.map(({ piece }) => piece)
  const whole = await join(input, [{ pieces: all, output: kept }])
  if (isAll) return { pieces, output: kept, whole, checks, notes }
  const held = parts.filter((part) => holding.some(({ piece }) => part.pieces.includes(piece)))
  return { pieces, output: await join(kind.together(input, pieces), held), whole, checks, notes }
}

/** The pieces of which the check took nothing away. */
function intact<Input, Output, Ports>(
  kind: StagePieces<Input, Output, Ports>,
  found: FoundPiece<Input, Output>[],
  { joined, kept }: { joined: Output; kept: Output | null },
): FoundPiece<Input, Output>[] {
  if (kept === null) return []
  const pieces = found.map(({ piece }) => piece)
  const [before, after] = [kind.divide(joined, pieces), kind.divide(kept, pieces)]
  return found.filter((_, index) => JSON.stringify(before[index]) === JSON.stringify(after[index]))
}

async function recordPieces<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  found: FoundPiece<Input, Output>[],
  holding: FoundPiece<Input, Output>[],
): Promise<void> {
  const { ports, stage } = scope
  const attempts = found.map((one) => {
    const { key, stored } = one
    const { model, provider, promptVersion } = stored
    const holds = holding.includes(one)
    return scope.attemptWithoutCall({
      source: 'cache',
      model: model ?? plan.keyedBy.model,
      provider: provider ?? null,
      promptVersion,
      promptHash: plan.prompt.hash,
      cacheKey: key,
      cacheHit: holds,
      ...(holds ? {} : { cacheMissReason: 'failed-recheck', outcome: 'invalid-output' }),
    })
  })
  scope.attempts.push(...attempts)
  await ports.step(scope.nextId('record'), async () => {
    for (const attempt of attempts) await ports.record.attempt(attempt)
    for (const one of found.filter((piece) => !holding.includes(piece))) {
      await ports.cache.refuse(keyPartsOf(stage, one.piece, plan.keyedBy), one.stored)
    }
  })
}
