import type { AttemptRecord } from '@/lib/domain/attempt'
import type { CacheKeyParts, CacheLookup } from '@/lib/domain/cache'
import type { CheckRecord } from '@/lib/domain/check'
import type {
  AttemptOutcome,
  CacheMissReason,
  RunSource,
  SpanKind,
  SpanStatus,
  TemplateReason,
  Tier,
} from '@/lib/domain/words'
import type { KeptAnswer } from './answer-parts'
import type { StartChoice } from './choose-start'

export interface StepOptions {
  /** It only looks around: its result is stored with the next step's, and until then a crash has it done again, all at once. */
  mayRepeat?: boolean
}

/**
 * What the engine may use of the outside. Workflows are pure: everything with an effect comes in here,
 * so that tests pass fakes and the durable engine can checkpoint each step.
 */
export interface EnginePorts {
  /** Runs `work` once per run and try: after a crash its stored JSON result is returned and `work` is not repeated. */
  step<T>(name: string, work: () => Promise<T>, options?: StepOptions): Promise<T>
  /** Durable, cancellable wait. */
  sleep(name: string, ms: number): Promise<void>
  signal: AbortSignal
  policy: PolicyPort
  cache: CachePort
  prompts: PromptPort
  model: ModelPort
  record: RecordPort
}

/** A model of a provider that can serve a tier. */
export interface ModelChoice {
  providerId: string
  providerName: string
  model: string
  /** how much thought it is asked for: it changes the answers; null or absent: its own default */
  effort?: string | null
}

/** `models`: for each tier at least one choice, in the order of the team's providers: the next stands in for the one before. */
export type ModelPermission =
  | {
      allowed: true
      models: Record<Tier, ModelChoice[]>
      /** where to start instead of where the target's size says; null or absent: there */
      start?: StartChoice | null
      /** the run belongs to a large launch: nobody waits for it alone */
      isBulk?: boolean
    }
  | { allowed: false; reason: TemplateReason; text: string }

/** A stage that asks where to start. */
export interface StartQuestion {
  stage: string
  part: string | null
  /** where the target's size leads */
  bySize: Tier
}

export interface PolicyPort {
  /** Opt-out, data policy and providers of this run's team and project; and what the team knows of where to start. */
  decide(question: StartQuestion): Promise<ModelPermission>
}

export interface CachePort {
  /** `onWait` is called once when the result must be waited for because another run makes it right now. */
  lookup(parts: CacheKeyParts, onWait?: () => Promise<void>): Promise<CacheLookup>
  /** What is stored under each, null for nothing: without a claim to make it and without waiting for who does. */
  peek(parts: CacheKeyParts[]): Promise<{ key: string; value: unknown }[]>
  store(
    parts: CacheKeyParts,
    value: unknown,
    figures: { costNanoUsd: number; durationMs: number; promptVersion: string },
  ): Promise<void>
  /** After a miss that ended without `store`: others who wait for this result stop waiting. Harmless when called twice. */
  abandon(parts: CacheKeyParts): Promise<void>
  /** After a miss, when the run is parked: it will make the result, and nobody else is to, but nobody waits for it here. */
  park(parts: CacheKeyParts): void
  /** After a hit whose value did not pass its check: that value is served to nobody any more. */
  refuse(parts: CacheKeyParts, served: unknown): Promise<void>
}

/** A prompt file, parsed. `render` fills `{{name}}`; unknown or missing names throw. */
export interface Prompt {
  /** `<workflow>/<stage>.v<N>` */
  id: string
  hash: string
  tier: Tier
  maxTokens: number
  system: string
  user: string
  /** text of the repair turn; variables: failure, previous */
  repair: string
}

export interface PromptPort {
  load(id: string): Promise<Prompt>
}

export interface ModelMessage {
  role: 'user' | 'assistant'
  text: string
}

export interface ModelCall {
  /** Deterministic per run, try and position: a repeated call with the same id returns the recorded answer unpaid. */
  attemptId: string
  stage: string
  sequence: number
  tier: Tier
  tierReason: string
  choice: ModelChoice
  repairRound: number
  promptVersion: string
  promptHash: string
  system: string
  messages: ModelMessage[]
  /** JSON schema of the structured answer */
  outputSchema: Record<string, unknown>
  maxTokens: number
  cacheKey: string | null
  cacheMissReason: CacheMissReason | null
}

export interface ModelAnswer {
  admitted: true
  attempt: AttemptRecord
  /** null when the call failed: see `attempt.outcome` */
  text: string | null
  /** how long the provider asked us to wait, when it did */
  retryAfterMs: number | null
  /** secrets replaced in the prompt before it was sent */
  secretsMasked: number
}

/** A call that was not made, and so is no attempt: it cost nothing and left no trace but this. */
export interface CallNotAdmitted {
  admitted: false
  /**
   * `rate`: has to queue · `breaker`: the model failed again and again and is left alone · `probe`: so it is, but another
   * call is trying it right now · `provider`: it is gone · `batch`: it waits in the provider's batch, for hours maybe; the
   * run is put aside and begins here again when it is back
   */
  cause: 'rate' | 'breaker' | 'probe' | 'provider' | 'batch'
  /** when to ask again with the same attempt id; null: asking again is of no use now */
  waitMs: number | null
  /** why, to stand within a sentence */
  text: string
  /** of `breaker` and `probe`: how the call ended for which the model is left alone */
  lastOutcome?: AttemptOutcome | null
  /** of `provider`: why it cannot be called; absent: it is gone */
  reason?: TemplateReason
}

export interface ModelPort {
  /**
   * Redacts, waits for no one, reserves rate and budget, calls, records the attempt with real usage and cost. Throws only
   * when cancelled. `onAdmitted` runs just before the call is made.
   */
  call(call: ModelCall, onAdmitted: () => Promise<void>): Promise<ModelAnswer | CallNotAdmitted>
  /** Gives up the place in the queue of a call that will not be asked for again. Harmless when there is none. */
  withdraw(attemptId: string): Promise<void>
}

export interface SpanDraft {
  /** deterministic id, unique in the run */
  id: string
  stage: string
  kind: SpanKind
  label: string
  /** what is said of it while it runs; its end says its own */
  detail?: string | null
  parentId?: string | null
}

export interface SpanEnd {
  status: Exclude<SpanStatus, 'running'>
  detail?: string | null
  attemptId?: string | null
  checkId?: string | null
  costNanoUsd?: number | null
}

/** Writes telemetry; every method is idempotent by id, so that a replayed step does no harm. */
export interface RecordPort {
  startSpan(span: SpanDraft): Promise<void>
  endSpan(id: string, end: SpanEnd): Promise<void>
  check(check: CheckRecord): Promise<void>
  /** Records an attempt that is not a model call: a cache hit or the template. */
  attempt(attempt: AttemptRecord): Promise<void>
  /** Corrects how a model call ended once its output was checked. */
  attemptOutcome(attemptId: string, outcome: AttemptOutcome, errorText: string | null): Promise<void>
}

/** What a stage hands back; a fallback is a value, never an exception. */
export interface StageResult<Output> {
  source: RunSource
  output: Output | null
  checks: CheckRecord[]
  attempts: AttemptRecord[]
  /** the answers of which something is in the output; empty for cache and template */
  keptAnswers: KeptAnswer[]
  /** why the template was used; null for model and cache */
  reason: TemplateReason | null
  reasonText: string | null
  promptVersion: string | null
  /** repairs and drops, in words for the run's summary */
  notes: string[]
  /** most secrets that any prompt of this stage had to have masked */
  secretsMasked: number
}
