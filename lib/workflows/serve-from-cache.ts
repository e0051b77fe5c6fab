import type { CacheLookup } from '@/lib/domain/cache'
import type { CacheMissReason } from '@/lib/domain/words'
import { CachedResult } from './cached-result'
import { checkOutput } from './check-output'
import type { StageInput } from './define-stage'
import type { ModelPlan } from './make-plan'
import { parseOutput } from './parse-output'
import type { EnginePorts, SpanEnd } from './ports'
import type { StageMade, StageScope } from './stage-scope'

export type CacheAnswer<Output> =
  | { made: StageMade<Output> }
  | { made: null; key: string; missReason: CacheMissReason }

/**
 * Looks the target up; a hit is served only after it has passed the stage's check again. One that fails is taken out of
 * the cache and looked up anew: another run may be making it again by now.
 */
export async function serveFromCache<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
): Promise<CacheAnswer<Output>> {
  for (let refused = 0; ; refused++) {
    const look = async (spanId: string): Promise<{ value: CacheLookup; end: SpanEnd }> => {
      const value = await lookUp(scope, plan, spanId)
      const detail = value.hit ? `hit (${value.level})` : `miss: ${value.reason.replaceAll('-', ' ')}`
      return { value, end: { status: value.hit ? 'ok' : 'skipped', detail } }
    }
    const found = await scope.spanStep({ kind: 'cache', label: 'Cache' }, look, { mayRepeat: true })
    if (!found.hit) return { made: null, key: found.key, missReason: found.reason }
    const served = await checkAgain(scope, plan, found)
    if (served.made !== null) return served
    if (refused > 0) return { made: null, key: found.key, missReason: 'failed-recheck' }
  }
}

/** Checks a hit and records what that came to. One that could not be executed here is served: a new answer could not be either. */
async function checkAgain<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  found: CacheLookup & { hit: true },
): Promise<{ made: StageMade<Output> } | { made: null }> {
  const { ports, stage } = scope
  const cached = CachedResult.safeParse(found.value)
  const parsed = parseOutput(stage.output, JSON.stringify(cached.data?.output ?? null))
  const attempt = scope.attemptWithoutCall({
    source: 'cache',
    model: cached.data?.model ?? plan.keyParts.model,
    provider: cached.data?.provider ?? null,
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
  const isServed = parsed.ok && (report?.passed === true || report?.notExecuted === true)
  if (!isServed) {
    Object.assign(attempt, { cacheHit: false, cacheMissReason: 'failed-recheck', outcome: 'invalid-output' })
  }
  scope.attempts.push(attempt)
  await ports.step(scope.nextId('record'), async () => {
    await ports.record.attempt(attempt)
    if (!isServed) await ports.cache.refuse(plan.keyParts, found.value)
  })
  if (!parsed.ok || report === null || !isServed) return { made: null }
  const { checks, notes, kept } = report
  const { promptVersion } = attempt
  return { made: { source: 'cache', output: kept ?? parsed.output, checks, notes, promptVersion } }
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
