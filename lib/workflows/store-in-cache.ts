import type { CacheKeyParts } from '@/lib/domain/cache'
import type { StageInput } from './define-stage'
import { keyPartsOf } from './key-parts-of'
import type { ModelPlan } from './make-plan'
import type { EnginePorts } from './ports'
import type { StageScope } from './stage-scope'

/** Puts a passing output into the cache, with who made it and what it cost. */
export async function storeInCache<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  output: Output,
): Promise<void> {
  await storeUnder(scope, plan, plan.keyParts, output, 1)
}

/**
 * The same, and what of it belongs to each piece of the target. `isWhole`: nothing of it was dropped, so that a piece for
 * which it holds nothing needs nothing.
 */
export async function storeWithPieces<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  output: Output,
  { isWhole }: { isWhole: boolean },
): Promise<void> {
  await storeInCache(scope, plan, output)
  const { stage, input } = scope
  const pieces = stage.pieces?.of(input) ?? []
  if (stage.pieces === undefined || pieces.length < 2) return
  const divided = stage.pieces.divide(output, pieces)
  const sizes = divided.map((part) => JSON.stringify(part).length)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  for (const [index, piece] of pieces.entries()) {
    const part = divided[index]
    if (part === undefined || !(isWhole || stage.pieces.hasContent(part))) continue
    const keyParts = keyPartsOf(stage, piece, plan.keyedBy)
    await storeUnder(scope, plan, keyParts, part, (sizes[index] ?? 0) / all)
  }
}

async function storeUnder<Input extends StageInput, Output, Ports extends EnginePorts>(
  { ports, attempts }: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  keyParts: CacheKeyParts,
  output: Output,
  /** of what making it cost */
  share: number,
): Promise<void> {
  const costNanoUsd = Math.round(attempts.reduce((sum, one) => sum + one.costNanoUsd, 0) * share)
  const durationMs = Math.round(attempts.reduce((sum, one) => sum + (one.latencyMs ?? 0), 0) * share)
  const promptVersion = plan.prompt.id
  const maker = attempts.findLast(({ source }) => source === 'model')
  const value = { output, promptVersion, model: maker?.model ?? null, provider: maker?.provider ?? null }
  await ports.cache.store(keyParts, value, { costNanoUsd, durationMs, promptVersion })
}
