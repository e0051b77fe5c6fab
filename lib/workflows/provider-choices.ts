import type { AttemptOutcome, TemplateReason } from '@/lib/domain/words'
import { adviceFor, wordsFor } from './attempt-policy'
import type { ModelChoice } from './ports'

/** Outcomes that tell of the provider as a whole: its other models need not be asked. */
const PROVIDER_WIDE = new Set<AttemptOutcome>(['invalid-key', 'connection'])

/** The provider was there and said no: nobody needs to wait for it. */
const REFUSALS = new Set<AttemptOutcome>(['invalid-key', 'unknown-model', 'bad-request'])

const keyOf = ({ providerId, model }: ModelChoice) => `${providerId} ${model}`

/** Which models of which providers a stage may still ask, and what became of the others. */
export class ProviderChoices {
  private readonly givenUp = new Map<string, { name: string; text: string; isRefusal: boolean }>()
  private readonly advice = new Set<string>()
  private readonly waits = new Map<string, number>()
  private newest: string | null = null

  /** The choices still open, in their order. */
  open(choices: ModelChoice[]): ModelChoice[] {
    return choices.filter(
      (choice) => !this.givenUp.has(keyOf(choice)) && !this.givenUp.has(choice.providerId),
    )
  }

  /** Never asks this choice again in this stage, after a call of this outcome. */
  giveUpAfter(choice: ModelChoice, outcome: AttemptOutcome, errorText: string | null): void {
    const detail = errorText === null ? '' : ` (${errorText})`
    const place = PROVIDER_WIDE.has(outcome) ? choice.providerId : keyOf(choice)
    this.giveUp(choice, wordsFor(outcome), { place, detail, isRefusal: REFUSALS.has(outcome) })
    const advice = adviceFor(outcome)
    if (advice !== null) this.advice.add(advice)
  }

  /** Never asks this choice again in this stage, for a reason that stands within a sentence. */
  giveUp(
    choice: ModelChoice,
    why: string,
    { place = keyOf(choice), detail = '', isRefusal = false } = {},
  ): void {
    this.givenUp.set(place, { name: choice.providerName, text: `${why}${detail}`, isRefusal })
    this.newest = `${choice.providerName} failed: ${why}; next provider`
  }

  /** Why the present choice is asked and not an earlier one; null: none has failed. */
  get reason(): string | null {
    return this.newest
  }

  waitsOf(choice: ModelChoice): number {
    return this.waits.get(keyOf(choice)) ?? 0
  }

  countWait(choice: ModelChoice): void {
    this.waits.set(keyOf(choice), this.waitsOf(choice) + 1)
  }

  /** Why the stage ends without a model: what each provider said, and what a person can do. */
  failure(): { reason: TemplateReason; text: string } {
    const all = [...this.givenUp.values()]
    const said = all.map(({ name, text }) => `${name}: ${text}.`)
    const isRefusal = all.length > 0 && all.every((one) => one.isRefusal)
    return {
      reason: isRefusal ? 'provider-refused' : 'provider-down',
      text: [...said, ...this.advice].join(' '),
    }
  }
}
