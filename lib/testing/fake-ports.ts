import { type AttemptRecord, noUsage } from '@/lib/domain/attempt'
import type { CacheKeyParts } from '@/lib/domain/cache'
import type { CheckRecord } from '@/lib/domain/check'
import type { AttemptOutcome, CacheMissReason } from '@/lib/domain/words'
import type {
  CallNotAdmitted,
  EnginePorts,
  ModelAnswer,
  ModelCall,
  ModelPermission,
  Prompt,
  SpanDraft,
  SpanEnd,
  StepOptions,
} from '@/lib/workflows/ports'

/** How the fake model ends one call; `json` is sent as text. */
export interface FakeAnswer {
  outcome?: AttemptOutcome
  json?: unknown
  text?: string
  costNanoUsd?: number
  retryAfterMs?: number
  errorText?: string
  secretsMasked?: number
  /** the call is not made: what the port says instead */
  notAdmitted?: Omit<CallNotAdmitted, 'admitted'>
}

export const fakePrompt: Prompt = {
  id: 'test-generation/generate.v1',
  hash: 'prompt-hash',
  tier: 'capable',
  maxTokens: 1000,
  system: 'You write tests.',
  user: 'Module:\n{{source}}',
  repair: 'It failed:\n{{failure}}',
}

export const allowModels: ModelPermission = {
  allowed: true,
  models: {
    cheap: [{ providerId: 'p1', providerName: 'Fake', model: 'model-cheap' }],
    capable: [{ providerId: 'p1', providerName: 'Fake', model: 'model-capable' }],
    premium: [{ providerId: 'p1', providerName: 'Fake', model: 'model-premium' }],
  },
}

/** What outlives a crash: step results, paid answers, the cache and telemetry. Give it to the next `fakePorts` to replay. */
export class FakeWorld {
  readonly steps = new Map<string, string>()
  readonly cache = new Map<string, { value: unknown; costNanoUsd: number }>()
  /** set: another run makes the result; a lookup waits for this, which may put it into `cache` */
  flight: (() => Promise<void>) | null = null
  readonly paid = new Map<string, ModelAnswer>()
  readonly calls: ModelCall[] = []
  readonly sleeps: number[] = []
  readonly spans = new Map<string, SpanDraft & { end: SpanEnd | null }>()
  readonly attempts = new Map<string, AttemptRecord>()
  readonly checks = new Map<string, CheckRecord>()
  readonly abandoned: CacheKeyParts[] = []
  readonly parked: CacheKeyParts[] = []
  readonly refusedKeys = new Set<string>()
  readonly withdrawn: string[] = []
  /** calls asked for and not admitted */
  readonly refused: ModelCall[] = []
}

export interface FakeOptions {
  world?: FakeWorld
  /** by position of the paid call, or computed; when the list is used up its last answer stays */
  answers?: FakeAnswer[] | ((call: ModelCall, position: number) => FakeAnswer)
  permission?: ModelPermission
  prompt?: Prompt
  missReason?: CacheMissReason
  signal?: AbortSignal
  /** The process "dies" after the work of this step (counted from 1 over executed steps), before its result is stored. */
  crashAtStep?: number
}

export class FakeCrash extends Error {}

function answerOf(call: ModelCall, given: FakeAnswer): ModelAnswer {
  const text = given.text ?? (given.json === undefined ? null : JSON.stringify(given.json))
  return {
    admitted: true,
    text,
    retryAfterMs: given.retryAfterMs ?? null,
    secretsMasked: given.secretsMasked ?? 0,
    attempt: {
      id: call.attemptId,
      stage: call.stage,
      source: 'model',
      tier: call.tier,
      tierReason: call.tierReason,
      provider: call.choice.providerName,
      model: call.choice.model,
      promptVersion: call.promptVersion,
      promptHash: call.promptHash,
      repairRound: call.repairRound,
      usage: noUsage,
      costNanoUsd: given.costNanoUsd ?? 100,
      priceId: 'fake-price',
      priceGuessed: false,
      latencyMs: 10,
      timeToFirstTokenMs: 5,
      stopReason: null,
      outcome: given.outcome ?? 'ok',
      errorText: given.errorText ?? null,
      requestId: 'req_fake',
      cacheKey: call.cacheKey,
      cacheHit: false,
      cacheMissReason: call.cacheMissReason,
    },
  }
}

/** Engine ports without an outside: durable steps with JSON results, a scripted model, a cache in memory. */
export function fakePorts(options: FakeOptions = {}): { ports: EnginePorts; world: FakeWorld } {
  const world = options.world ?? new FakeWorld()
  const { answers = [] } = options
  let executed = 0
  const keyOf = (parts: CacheKeyParts) => JSON.stringify(parts)

  /** of steps that may be repeated: stored with the next one that may not */
  const unstored: [string, string][] = []
  const step: EnginePorts['step'] = async <T>(name: string, work: () => Promise<T>, of?: StepOptions) => {
    const stored = world.steps.get(name)
    if (stored !== undefined) return JSON.parse(stored) as T
    const result = await work()
    executed += 1
    if (executed === options.crashAtStep) throw new FakeCrash(`killed in ${name}`)
    const json = JSON.stringify(result ?? null)
    unstored.push([name, json])
    if (of?.mayRepeat !== true) for (const [one, its] of unstored.splice(0)) world.steps.set(one, its)
    return JSON.parse(json) as T
  }

  async function call(
    modelCall: ModelCall,
    onAdmitted: () => Promise<void>,
  ): Promise<ModelAnswer | CallNotAdmitted> {
    options.signal?.throwIfAborted()
    const earlier = world.paid.get(modelCall.attemptId)
    if (earlier !== undefined) {
      await onAdmitted()
      return structuredClone(earlier)
    }
    const position = world.calls.length + world.refused.length
    const given =
      typeof answers === 'function' ? answers(modelCall, position) : (answers[position] ?? answers.at(-1))
    if (given === undefined) throw new Error('The fake model has no answer: give `answers`.')
    if (given.notAdmitted !== undefined) {
      world.refused.push(modelCall)
      return { admitted: false, ...given.notAdmitted }
    }
    await onAdmitted()
    const answer = answerOf(modelCall, given)
    world.calls.push(modelCall)
    world.paid.set(modelCall.attemptId, answer)
    world.attempts.set(modelCall.attemptId, answer.attempt)
    return structuredClone(answer)
  }

  const ports: EnginePorts = {
    step,
    signal: options.signal ?? new AbortController().signal,
    sleep: async (name, ms) => {
      await step(name, async () => world.sleeps.push(ms))
    },
    policy: { decide: async () => options.permission ?? allowModels },
    prompts: { load: async () => options.prompt ?? fakePrompt },
    model: {
      call,
      withdraw: async (attemptId) => {
        world.withdrawn.push(attemptId)
      },
    },
    cache: {
      lookup: async (parts, onWait) => {
        if (world.flight !== null) {
          await onWait?.()
          await world.flight()
        }
        const found = world.cache.get(keyOf(parts))
        const key = keyOf(parts)
        const reason = world.refusedKeys.has(key) ? 'failed-recheck' : (options.missReason ?? 'first-time')
        if (found === undefined) return { hit: false, key, reason }
        return { hit: true, key, value: structuredClone(found.value), level: 'memory' }
      },
      peek: async (all) =>
        all.map((parts) => {
          const value = world.cache.get(keyOf(parts))?.value ?? null
          return { key: keyOf(parts), value: structuredClone(value) }
        }),
      store: async (parts, value, { costNanoUsd }) => {
        world.cache.set(keyOf(parts), { value: structuredClone(value), costNanoUsd })
      },
      abandon: async (parts) => {
        world.abandoned.push(parts)
      },
      park: (parts) => {
        world.parked.push(parts)
      },
      refuse: async (parts) => {
        world.cache.delete(keyOf(parts))
        world.refusedKeys.add(keyOf(parts))
      },
    },
    record: {
      startSpan: async (span) => {
        if (!world.spans.has(span.id)) world.spans.set(span.id, { ...span, end: null })
      },
      endSpan: async (id, end) => {
        const span = world.spans.get(id)
        if (span === undefined) throw new Error(`endSpan of a span that never started: ${id}`)
        span.end = end
      },
      check: async (check) => {
        world.checks.set(check.id, check)
      },
      attempt: async (attempt) => {
        world.attempts.set(attempt.id, attempt)
      },
      attemptOutcome: async (id, outcome, errorText) => {
        const attempt = world.attempts.get(id)
        if (attempt === undefined) throw new Error(`outcome of an attempt that was never recorded: ${id}`)
        world.attempts.set(id, { ...attempt, outcome, errorText })
      },
    },
  }
  return { ports, world }
}
