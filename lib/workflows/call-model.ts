import { askOnce } from './ask-once'
import { isRefusedConnection, policyFor, wordsFor } from './attempt-policy'
import type { StageInput } from './define-stage'
import type { ModelPlan } from './make-plan'
import type { CallNotAdmitted, EnginePorts, ModelChoice } from './ports'
import type { Answer, Question } from './question'
import { queueWait } from './queue-wait'
import { RunParkedError } from './run-parked-error'
import type { StageScope } from './stage-scope'
import { beginWait, endWait, waitDurably } from './wait-durably'
import { waitMs } from './wait-ms'

/**
 * Asks the providers of a tier in their order. A fault that passes is waited out durably; one that stays, or does not
 * pass in time, leads to the next provider. Every call made is an attempt. Null: all providers of this tier have failed
 * (`scope.providers` knows how); whatever else became of the call is for the ladder to judge.
 */
export async function callModel<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  question: Question,
): Promise<Answer<Output> | null> {
  for (;;) {
    const [choice, ...others] = scope.providers.open(plan.models[question.tier])
    if (choice === undefined) return null
    const answer = await askChoice(scope, plan, question, choice, others.length > 0)
    if (answer !== null) return answer
  }
}

/** Asks one provider until it answers or is given up for this stage (null). */
async function askChoice<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  question: Question,
  choice: ModelChoice,
  hasNextProvider: boolean,
): Promise<Answer<Output> | null> {
  const { providers } = scope
  for (;;) {
    const answer = await askWhenAdmitted(scope, plan, question, choice, hasNextProvider)
    if (!answer.admitted) {
      providers.giveUpUnasked(choice, answer)
      await noteSkipped(scope, question, choice, answer)
      return null
    }
    const { outcome, errorText } = answer.attempt
    const policy = policyFor(outcome)
    if (policy !== 'wait' && policy !== 'next-provider') return answer
    const id = scope.nextId('wait')
    const { retryAfterMs } = answer
    const earlierWaits = providers.waitsOf(choice)
    const isRefused = isRefusedConnection(answer.attempt)
    const { patience } = plan
    const given = { id, earlierWaits, retryAfterMs, hasNextProvider, isRefused, patience }
    const ms = policy === 'wait' ? waitMs(given) : null
    if (ms === null) {
      providers.giveUpAfter(choice, outcome, errorText)
      return null
    }
    providers.countWait(choice)
    await waitDurably(scope, { id, ms, why: `${wordsFor(outcome)} (${choice.providerName})` })
  }
}

/** A bar without a length for a provider that was passed over: without it nobody could tell from the waterfall. */
async function noteSkipped<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  { tier }: Question,
  { model, providerName }: ModelChoice,
  { text }: CallNotAdmitted,
): Promise<void> {
  const { record } = scope.ports
  const id = scope.nextId('skipped')
  const label = `${model} · ${tier} · ${providerName}`
  await scope.ports.step(id, async () => {
    await record.startSpan({ id, stage: scope.stage.name, kind: 'model', label })
    await record.endSpan(id, { status: 'skipped', detail: `not asked: ${text}` })
  })
}

/** One call of one provider, asked for again while it has to queue; what is not admitted in time is withdrawn. */
async function askWhenAdmitted<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  question: Question,
  choice: ModelChoice,
  hasNextProvider: boolean,
): Promise<Answer<Output> | CallNotAdmitted> {
  const { ports, providers } = scope
  const place = scope.nextAttempt()
  let waitId: string | null = null
  const waited = { rate: 0, probe: 0 }
  try {
    for (;;) {
      const answer = await askOnce(scope, plan, { ...question, ...place, choice }, waitId)
      if (answer.admitted) return answer
      if (answer.cause === 'batch') throw new RunParkedError()
      const earlierWaits = providers.waitsOf(choice)
      const wait = queueWait(answer, { waited, hasNextProvider, earlierWaits, patience: plan.patience })
      if (wait.ms === null) {
        if (waitId !== null) await endWait(scope, waitId, { status: 'failed', detail: 'not waited out' })
        await ports.step(scope.nextId('withdraw'), () => ports.model.withdraw(place.attemptId))
        return wait.why === null ? answer : { ...answer, text: `${answer.text}; ${wait.why}` }
      }
      const { ms } = wait
      if (answer.cause === 'breaker') providers.countWait(choice)
      if (answer.cause === 'rate' || answer.cause === 'probe') waited[answer.cause] += ms
      if (waitId === null) {
        waitId = scope.nextId('wait')
        const why = `${answer.text} (${choice.providerName})`
        await beginWait(scope, { id: waitId, ms: answer.cause === 'breaker' ? ms : null, why })
      }
      await ports.sleep(scope.nextId('queue'), ms)
    }
  } catch (error) {
    // Cancelled while it queued: those behind it move up at once.
    await ports.model.withdraw(place.attemptId).catch(() => undefined)
    throw error
  }
}
