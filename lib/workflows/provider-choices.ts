import { hasTrait, type OutcomeTrait } from '@/lib/domain/outcome-traits'
import type { AttemptOutcome, TemplateReason } from '@/lib/domain/words'
import { adviceFor, wordsFor } from './attempt-policy'
import type { CallNotAdmitted, ModelChoice } from './ports'

/** What a stage ends with of several providers' reasons: whoever waits or pays for it wants to know of an outage first. */
const GRAVEST: TemplateReason[] = ['provider-down', 'provider-refused', 'policy', 'no-provider']

const CONNECT_ONE = 'Connect one in Settings → Providers.'

/** A sentence that is to stand within another one. */
const withoutStop = (text: string) => text.replace(/\.+(\)?)$/, '$1')

const keyOf = ({ providerId, model }: ModelChoice) => `${providerId} ${model}`

/** Which models of which providers a stage may still ask, and what became of the others. */
export class ProviderChoices {
  private readonly givenUp = new Map<
    string,
    { name: string; text: string; reason: TemplateReason; outcome: AttemptOutcome | null }
  >()
  private readonly advice = new Set<string>()
  private readonly waits = new Map<string, number>()
  private newest: { text: string; outcome: AttemptOutcome | null } | null = null

  /** The choices still open, in their order. */
  open(choices: ModelChoice[]): ModelChoice[] {
    return choices.filter(
      (choice) => !this.givenUp.has(keyOf(choice)) && !this.givenUp.has(choice.providerId),
    )
  }

  /** Never asks this choice again in this stage, after a call of this outcome. */
  giveUpAfter(choice: ModelChoice, outcome: AttemptOutcome, errorText: string | null): void {
    const detail = errorText === null ? '' : ` (${errorText})`
    this.giveUp(choice, { why: wordsFor(outcome), detail, outcome })
  }

  /** The same after a call that was not made. What a breaker is open for says more than that it is. */
  giveUpUnasked(choice: ModelChoice, { cause, text, lastOutcome, reason }: CallNotAdmitted): void {
    if (cause !== 'provider') this.giveUp(choice, { why: text, outcome: lastOutcome ?? null })
    else this.giveUp(choice, { why: text, outcome: null, reason: reason ?? 'no-provider' })
  }

  private giveUp(
    choice: ModelChoice,
    given: { why: string; detail?: string; outcome: AttemptOutcome | null; reason?: TemplateReason },
  ): void {
    const { why, detail = '', outcome } = given
    const says = (trait: OutcomeTrait) => outcome !== null && hasTrait(outcome, trait)
    const reason = given.reason ?? (says('refused') ? 'provider-refused' : 'provider-down')
    const place = says('whole-provider') ? choice.providerId : keyOf(choice)
    this.givenUp.set(place, {
      name: choice.providerName,
      text: withoutStop(`${why}${detail}`),
      reason,
      outcome,
    })
    this.newest = { text: `${choice.providerName} failed: ${why}; next provider`, outcome }
    const advice = reason === 'no-provider' ? CONNECT_ONE : outcome === null ? null : adviceFor(outcome)
    if (advice !== null) this.advice.add(advice)
  }

  /** Why the present choice is asked and not an earlier one; null: none has failed. */
  get reason(): string | null {
    return this.newest?.text ?? null
  }

  waitsOf(choice: ModelChoice): number {
    return this.waits.get(keyOf(choice)) ?? 0
  }

  countWait(choice: ModelChoice): void {
    this.waits.set(keyOf(choice), this.waitsOf(choice) + 1)
  }

  /** True when one of these was given up for its model alone, of which the models of other tiers know nothing. */
  lacksModelOf(choices: ModelChoice[]): boolean {
    return choices.some((choice) => this.givenUp.get(keyOf(choice))?.outcome === 'unknown-model')
  }

  /** The next tier is asked for want of a model, not a provider for want of another. */
  leaveTier(): void {
    if (this.newest?.outcome === 'unknown-model') this.newest = null
  }

  /** True when nothing worse happened than that single models are not known: what the others were asked still counts. */
  get lacksOnlyModels(): boolean {
    const all = [...this.givenUp.values()]
    return all.length > 0 && all.every(({ outcome }) => outcome === 'unknown-model')
  }

  /** Why the stage ends without a model: what each provider said, and what a person can do. */
  failure(): { reason: TemplateReason; text: string } {
    const all = [...this.givenUp.values()]
    const said = all.map(({ name, text }) => `${name}: ${text}.`)
    return {
      reason: GRAVEST.find((reason) => all.some((one) => one.reason === reason)) ?? 'provider-down',
      text: [...new Set(said), ...this.advice].join(' '),
    }
  }
}
