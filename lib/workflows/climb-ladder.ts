import type { Tier } from '@/lib/domain/words'
import { fillPlaceholders, placeholdersOf } from '@/lib/format/fill-placeholders'
import { formatList } from '@/lib/format/format-list'
import { AnswerParts } from './answer-parts'
import { failureAfter, policyFor, wordsFor } from './attempt-policy'
import { callModel } from './call-model'
import { checkOutput } from './check-output'
import type { CheckReport, StageInput } from './define-stage'
import { describeTiers, type EndedTier } from './describe-tiers'
import { faultKey } from './fault-key'
import type { ModelPlan } from './make-plan'
import type { EnginePorts, ModelMessage, Prompt } from './ports'
import type { ProviderChoices } from './provider-choices'
import type { Question } from './question'
import type { StageFailure, StageMade, StageScope } from './stage-scope'
import { storeWithPieces } from './store-in-cache'

export type LadderEnd<Output> = StageMade<Output> | { source: null; tooLong: true; failure: StageFailure }

/** Answers of one tier without the asked form, or empty, that are asked for again. */
const MAX_UNREAD = 1

/** The turn that shows a model what was wrong with its answer. */
function repairTurn(prompt: Prompt, previous: string, failure: string): ModelMessage[] {
  const used = placeholdersOf(prompt.repair)
  const values = Object.fromEntries(
    Object.entries({ previous, failure }).filter(([name]) => used.includes(name)),
  )
  return [
    { role: 'assistant', text: previous },
    { role: 'user', text: fillPlaceholders(prompt.repair, values) },
  ]
}

/** `isUnknown`: no provider has its model, so nothing was asked of it. */
type LeftTier = EndedTier & { isUnknown: boolean }

/** What the climb knows at a moment. */
interface Climb<Output> {
  /** the newest report that kept something: never given up for a later answer that kept nothing */
  best: CheckReport<Output> | null
  parts: AnswerParts<Output>
  repair: ModelMessage[]
  failure: StageFailure
  /** what was wrong with the newest answer that was checked, without what differs from call to call */
  fault: string | null
  escalation: string | null
  /** the tiers that were left, and why */
  ended: LeftTier[]
}

/**
 * Tries the tiers in order. Within a tier an answer that fails its checks is repaired, with the real failure, for a
 * bounded number of rounds; what passes is kept throughout.
 */
export async function climbLadder<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  cache: Pick<Question, 'cacheKey' | 'cacheMissReason'>,
  canSplit: boolean,
): Promise<LadderEnd<Output>> {
  const { stage, input } = scope
  const user = { role: 'user', text: fillPlaceholders(plan.prompt.user, stage.variables(input)) } as const
  const climb: Climb<Output> = {
    best: null,
    parts: new AnswerParts(stage.parts),
    repair: [],
    failure: { reason: 'invalid-output', text: 'No model was asked.' },
    fault: null,
    escalation: null,
    ended: [],
  }
  for (const tier of plan.tiers) {
    const tierReason = climb.escalation ?? plan.startReason
    const end = await tryTier(scope, plan, climb, { tier, tierReason, ...cache }, user, canSplit)
    if (end !== 'next-tier' && end !== 'unknown-model') return end
    if (climb.best?.kept != null) break
    const outcome = end === 'unknown-model' ? end : scope.attempts.at(-1)?.outcome
    if (end === 'unknown-model') scope.providers.leaveTier()
    const words = outcome === undefined ? 'no answer' : wordsFor(outcome)
    climb.escalation = `${tier} failed: ${words}`
    climb.ended.push({ tier, words, isUnknown: end === 'unknown-model' })
  }
  return keepBest(scope, plan, climb)
}

/** All calls of one tier; `next-tier`: it gave nothing that passes as a whole · `unknown-model`: nor could it, but others may. */
async function tryTier<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  climb: Climb<Output>,
  given: Pick<Question, 'tier' | 'tierReason' | 'cacheKey' | 'cacheMissReason'>,
  user: ModelMessage,
  canSplit: boolean,
): Promise<LadderEnd<Output> | 'next-tier' | 'unknown-model'> {
  const { stage } = scope
  let maxTokens = plan.prompt.maxTokens
  let unread = 0
  for (let repairRound = 0; repairRound <= stage.maxRepairRounds; repairRound += 1) {
    const messages = [user, ...climb.repair]
    const answer = await callModel(scope, plan, { ...given, repairRound, messages, maxTokens })
    if (answer === null) {
      const isLast = given.tier === plan.tiers.at(-1)
      const mayClimb = !isLast && climb.best?.kept == null
      if (mayClimb && scope.providers.lacksModelOf(plan.models[given.tier])) return 'unknown-model'
      // What earlier answers left is worth more than the template, but is no whole result.
      climb.failure = failureAbove(climb.ended, given.tier, scope.providers)
      return keepBest(scope, plan, climb, 'not-stored')
    }
    const { attempt, parsed, text } = answer
    climb.failure = failureAfter(attempt.outcome, attempt.errorText)
    if (parsed?.ok === true) {
      const report = await checkOutput(scope, parsed.output, {
        source: 'model',
        attemptId: attempt.id,
        repairRound,
        keptBefore: climb.best?.kept ?? null,
        label: repairRound === 0 ? 'Check' : `Check repair ${repairRound}`,
        whenPassed: (passing) => storeWithPieces(scope, plan, passing, { isWhole: climb.best === null }),
      })
      const isEnd = report.passed || report.notExecuted === true
      const kept = report.kept ?? (isEnd ? parsed.output : null)
      if (kept !== null) climb.parts.note(attempt.id, parsed.output, kept)
      if (report.passed) return madeOf(scope, plan, climb, report, kept ?? parsed.output)
      // Here nobody can tell whether it is any good, nor whether another answer would be.
      if (report.notExecuted === true) return madeOf(scope, plan, climb, report, parsed.output)
      if (report.kept !== null) climb.best = report
      climb.failure = failureAfter('invalid-output', null)
      climb.repair = repairTurn(plan.prompt, text ?? '', report.feedback)
      const fault = faultKey(report)
      const isBack = fault === climb.fault
      climb.fault = fault
      // Whoever was shown a fault and makes it again is not asked a third time: the rounds left would be paid for nothing.
      if (isBack) return 'next-tier'
      continue
    }
    const policy = policyFor(attempt.outcome)
    if (policy === 'check' || policy === 'repeat') {
      // Not even readable: who fails twice at the form will fail again, so the next tier is asked.
      unread += 1
      if (unread > MAX_UNREAD) return 'next-tier'
      if (parsed?.ok === false) climb.repair = repairTurn(plan.prompt, text ?? '', parsed.problem)
      continue
    }
    if (policy === 'split') {
      if (canSplit && climb.best === null) return { source: null, tooLong: true, failure: climb.failure }
      const longerHelps = attempt.outcome === 'max-tokens' && maxTokens === plan.prompt.maxTokens
      if (!longerHelps) return 'next-tier'
      maxTokens *= 2
      continue
    }
    if (policy === 'next-tier') return 'next-tier'
    return keepBest(scope, plan, climb, 'not-stored')
  }
  return 'next-tier'
}

/** Why no provider could be asked, after what the tiers below had come to. */
function failureAbove(left: LeftTier[], tier: Tier, providers: ProviderChoices): StageFailure {
  const failure = providers.failure()
  const ended = left.filter(({ isUnknown }) => !isUnknown)
  if (ended.length === 0) return failure
  const lacking = left.filter(({ isUnknown }) => isUnknown).map((one) => one.tier)
  return {
    // Models were asked and gave nothing: that one more is not known there is not what decided.
    reason: providers.lacksOnlyModels ? 'invalid-output' : failure.reason,
    text: `${describeTiers(ended)} On ${formatList([...lacking, tier])}: ${failure.text}`,
  }
}

async function keepBest<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  climb: Climb<Output>,
  storing: 'stored' | 'not-stored' = 'stored',
): Promise<StageMade<Output>> {
  const { best } = climb
  if (best === null || best.kept === null) return { source: null, failure: climb.failure }
  const { kept } = best
  if (storing === 'stored') {
    await scope.ports.step(scope.nextId('store'), () =>
      storeWithPieces(scope, plan, kept, { isWhole: false }),
    )
  }
  return madeOf(scope, plan, climb, best, kept)
}

function madeOf<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  plan: ModelPlan,
  climb: Climb<Output>,
  report: CheckReport<Output>,
  output: Output,
): StageMade<Output> {
  scope.keptAnswers.push(...climb.parts.kept)
  const calls = scope.attempts.filter((attempt) => attempt.source === 'model')
  const earlier = calls.slice(0, -1).map((attempt) => wordsFor(attempt.outcome))
  const counted = [...new Set(earlier)].map((words) => {
    const count = earlier.filter((other) => other === words).length
    return count === 1 ? words : `${words} (${count} times)`
  })
  const took = `Took ${calls.length} model calls. Of the earlier ones: ${counted.join('; ')}.`
  const notes = earlier.length === 0 ? [] : [took]
  return {
    source: 'model',
    output,
    checks: report.checks,
    notes: [...notes, ...report.notes],
    promptVersion: plan.prompt.id,
  }
}
