import type { AttemptRecord } from '@/lib/domain/attempt'
import { noUsage } from '@/lib/domain/attempt'
import type { CheckRecord } from '@/lib/domain/check'
import type { SpanKind, TemplateReason } from '@/lib/domain/words'
import type { KeptAnswer } from './answer-parts'
import type { Stage, StageInput } from './define-stage'
import type { EnginePorts, SpanEnd, StepOptions } from './ports'
import { ProviderChoices } from './provider-choices'

/** Why no model gave a result; the template follows. */
export interface StageFailure {
  reason: TemplateReason
  text: string
}

/** What models or the cache made of a stage, or why they made nothing. */
export type StageMade<Output> =
  | {
      source: 'model' | 'cache'
      output: Output
      checks: CheckRecord[]
      notes: string[]
      promptVersion: string | null
    }
  | { source: null; failure: StageFailure }

/**
 * One passage through `generateStage`: what it works on, the ids it gives and what it has gathered so far. Ids count up
 * in the order of the program, which is the same in every replay.
 */
export class StageScope<Input extends StageInput, Output, Ports extends EnginePorts> {
  readonly attempts: AttemptRecord[] = []
  readonly keptAnswers: KeptAnswer[] = []
  readonly providers = new ProviderChoices()
  secretsMasked = 0
  private readonly idPrefix: string
  private steps = 0
  private calls = 0

  constructor(
    readonly ports: Ports,
    readonly stage: Stage<Input, Output, Ports>,
    readonly input: Input,
  ) {
    const part = input.part === undefined ? '' : `.${input.part}`
    this.idPrefix = `${input.runId}.${input.tryNumber}.${stage.name}${part}`
  }

  nextId(kind: string): string {
    this.steps += 1
    return `${this.idPrefix}.${this.steps}-${kind}`
  }

  nextAttempt(): { attemptId: string; sequence: number } {
    this.calls += 1
    return { attemptId: `${this.idPrefix}.attempt-${this.calls}`, sequence: this.calls }
  }

  /** A durable step that is one bar of the waterfall; a failure or a cancel ends the bar and is passed on. */
  async spanStep<T>(
    span: { kind: SpanKind; label: string },
    work: (spanId: string) => Promise<{ value: T; end: SpanEnd }>,
    options?: StepOptions,
  ): Promise<T> {
    const id = this.nextId(span.kind)
    const { record } = this.ports
    const spanned = async () => {
      await record.startSpan({ id, stage: this.stage.name, ...span })
      try {
        const { value, end } = await work(id)
        await record.endSpan(id, end)
        return value
      } catch (error) {
        await record.endSpan(id, {
          // What a person broke off did not fail.
          status: this.ports.signal.aborted ? 'skipped' : 'failed',
          detail: error instanceof Error ? error.message : String(error),
        })
        throw error
      }
    }
    return this.ports.step(id, spanned, options)
  }

  /** The record of an attempt that is no model call. */
  attemptWithoutCall(given: Partial<AttemptRecord> & Pick<AttemptRecord, 'source'>): AttemptRecord {
    return {
      id: this.nextAttempt().attemptId,
      stage: this.stage.name,
      tier: null,
      tierReason: null,
      provider: null,
      model: null,
      promptVersion: null,
      promptHash: null,
      repairRound: 0,
      usage: noUsage,
      costNanoUsd: 0,
      priceId: null,
      priceGuessed: false,
      latencyMs: null,
      timeToFirstTokenMs: null,
      stopReason: null,
      outcome: 'ok',
      errorText: null,
      requestId: null,
      cacheKey: null,
      cacheHit: false,
      cacheMissReason: null,
      ...given,
    }
  }
}
