import { z } from 'zod'
import type { CacheMissReason } from '@/lib/domain/words'
import { checkOutput } from './check-output'
import type { StageInput } from './define-stage'
import type { ModelPlan } from './make-plan'
import { parseOutput } from './parse-output'
import type { CacheLookup, EnginePorts } from './ports'
import type { StageMade, StageScope } from './stage-scope'

/** What a stage's result looks like in the cache. */
const CachedResult = z.object({ output: z.json(), promptVersion: z.string() })

export type CacheAnswer<Output> =
  | { made: StageMade<Output> }
  | { made: null; key: string; missReason: CacheMissReason }

/** Looks the target up; a hit is served only after it has passed the stage's check again. */
export async function serveFromCache<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
): Promise<CacheAnswer<Output>> {
  const { ports, stage } = scope
  const found = await scope.spanStep({ kind: 'cache', label: 'Cache' }, async (spanId) => {
    const value = await lookUp(scope, plan, spanId)
    const detail = value.hit ? `hit (${value.level})` : `miss: ${value.reason}`
    return { value, end: { status: value.hit ? 'ok' : 'skipped', detail } }
  })
  if (!found.hit) return { made: null, key: found.key, missReason: found.reason }

  const cached = CachedResult.safeParse(found.value)
  const parsed = parseOutput(stage.output, JSON.stringify(cached.data?.output ?? null))
  const attempt = scope.attemptWithoutCall({
    source: 'cache',
    model: plan.keyParts.model,
    promptVersion: cached.data?.promptVersion ?? plan.prompt.id,
    promptHash: plan.prompt.hash,
    cacheKey: found.key,
    cacheHit: true,
  })
  const given = {
    source: 'cache',
    attemptId: null,
    repairRound: 0,
    keptBefore: null,
    label: 'Check again',
  } as const
  const report = parsed.ok ? await checkOutput(scope, parsed.output, given) : null
  if (report?.passed !== true) {
    Object.assign(attempt, { cacheHit: false, cacheMissReason: 'failed-recheck', outcome: 'invalid-output' })
  }
  scope.attempts.push(attempt)
  await ports.step(scope.nextId('record'), () => ports.record.attempt(attempt))
  if (!parsed.ok || report?.passed !== true)
    return { made: null, key: found.key, missReason: 'failed-recheck' }
  return {
    made: {
      source: 'cache',
      output: report.kept ?? parsed.output,
      checks: report.checks,
      notes: report.notes,
      promptVersion: attempt.promptVersion,
    },
  }
}

/** Looks the key up; a wait for another run that makes the same result is a bar of its own within the lookup's. */
async function lookUp<Input extends StageInput, Output, Ports extends EnginePorts>(
  { ports, stage }: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  parentId: string,
): Promise<CacheLookup> {
  const id = `${parentId}.wait`
  let waited = false
  const found = await ports.cache.lookup(plan.keyParts, async () => {
    waited = true
    const label = 'Waiting for another run that makes the same result'
    await ports.record.startSpan({ id, stage: stage.name, kind: 'wait', label, parentId })
  })
  if (waited) {
    const detail = found.hit ? 'it was served' : 'it gave none: made here'
    await ports.record.endSpan(id, { status: 'ok', detail })
  }
  return found
}

/** Puts a passing output into the cache, with what it cost to make. */
export async function storeInCache<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  output: Output,
): Promise<void> {
  const costNanoUsd = scope.attempts.reduce((sum, attempt) => sum + attempt.costNanoUsd, 0)
  const durationMs = scope.attempts.reduce((sum, attempt) => sum + (attempt.latencyMs ?? 0), 0)
  const promptVersion = plan.prompt.id
  await scope.ports.cache.store(
    plan.keyParts,
    { output, promptVersion },
    { costNanoUsd, durationMs, promptVersion },
  )
}
