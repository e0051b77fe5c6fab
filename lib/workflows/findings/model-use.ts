import type { AnswerUses } from '@/lib/domain/answer-use'
import { holdsForAll } from '@/lib/domain/template-scope'
import type { RunReason, RunSource } from '@/lib/domain/words'
import type { StageResult } from '../ports'

/** Which models and caches a run has used so far, and why it could not go on using them. */
export class ModelUse {
  private readonly sources = new Set<RunSource>()
  private failed: { reason: RunReason; text: string | null } | null = null
  private firstPrompt: string | null = null
  readonly notes: string[] = []
  /** of all stages: an answer about what another one refuted was used, too */
  readonly answerUses: AnswerUses = {}
  secretsMasked = 0

  /** Counts a stage's result; true: asking on is of no use, as its reason holds for every question. */
  count(result: StageResult<unknown>): boolean {
    const { source, reason, reasonText, promptVersion, notes, secretsMasked } = result
    this.sources.add(source)
    this.secretsMasked = Math.max(this.secretsMasked, secretsMasked)
    this.notes.push(...notes)
    for (const { attemptId, kept, of } of result.keptAnswers)
      this.answerUses[attemptId] = { kept: kept.length, of }
    this.firstPrompt ??= promptVersion
    if (reason === null) return false
    // What holds for every question decides, whatever single ones had failed of before.
    if (this.failed === null || (holdsForAll(reason) && !holdsForAll(this.failed.reason)))
      this.failed = { reason, text: reasonText }
    return holdsForAll(reason)
  }

  /** False once a reason came up that holds for every question. */
  get mayAsk(): boolean {
    return this.failed === null || !holdsForAll(this.failed.reason)
  }

  /** True when models answered everything that they were to be asked. */
  get isComplete(): boolean {
    return this.failed === null
  }

  /** How the run's output came about: a template run is one to which no model gave anything. */
  get end(): {
    /** null: there was nothing to ask about */
    source: RunSource | null
    reason: RunReason | null
    reasonText: string | null
    promptVersion: string | null
  } {
    const byModel = this.sources.has('model') ? 'model' : this.sources.has('cache') ? 'cache' : null
    if (byModel !== null)
      return { source: byModel, reason: null, reasonText: null, promptVersion: this.firstPrompt }
    const { failed } = this
    if (failed === null) return { source: null, reason: null, reasonText: null, promptVersion: null }
    return { source: 'template', reason: failed.reason, reasonText: failed.text, promptVersion: null }
  }

  /** What a person should know when models fell away in the middle; null: nothing. */
  get gap(): string | null {
    const { failed } = this
    if (failed === null || this.end.source === 'template') return null
    return `Some questions were left without a model: ${failed.text ?? failed.reason}`
  }
}

/** Hash of the prompt that made a result; null: no model did. */
export function promptHashOf({ attempts }: Pick<StageResult<unknown>, 'attempts'>): string | null {
  return attempts.findLast(({ source }) => source !== 'template')?.promptHash ?? null
}
