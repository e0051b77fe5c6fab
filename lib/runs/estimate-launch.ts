import 'server-only'
import { findTightestBudget } from '@/lib/budgets/find-tightest-budget'
import { describeBudget } from '@/lib/domain/describe-budget'
import type { LaunchEstimate, LaunchRequest } from '@/lib/domain/launch'
import type { TeamContext } from '@/lib/teams/team-context'
import type { ModelChoice, ModelPermission } from '@/lib/workflows/ports'
import { countLiveWorkers } from './count-live-workers'
import { computeEstimate, type MoneyRange, runsBehind } from './estimate/compute-estimate'
import { countMasked } from './estimate/count-masked'
import { describeBinding } from './estimate/describe-binding'
import { describeMasked } from './estimate/describe-masked'
import { findServedBefore } from './estimate/find-served-before'
import { likelySeconds } from './estimate/likely-seconds'
import { likelyStartTier } from './estimate/likely-start-tier'
import { type LoadedBasis, loadEstimateBasis } from './estimate/load-estimate-basis'
import { readMedianDuration } from './estimate/read-median-duration'
import { type FoundTargets, findTargets, type LaunchTarget } from './find-targets'
import { decideModels } from './ports/decide-models'
import { cpuSlots } from './slots/worker-slots'

type Money = MoneyRange & { basedOnRuns: number; notices: string[] }

/**
 * What a launch would cost and take, before anything is started; a few queries, no model call, and no code leaves for
 * its tokens to be counted elsewhere. Throws as `launchRuns` does for what cannot be launched at all.
 */
export async function estimateLaunch(ctx: TeamContext, request: LaunchRequest): Promise<LaunchEstimate> {
  const found = await findTargets(ctx, request)
  const { targets } = found
  const { projectId, workflow, options } = request
  const { teamId } = ctx
  const [permission, medianMs, workers, served] = await Promise.all([
    decideModels({ teamId, projectId, useModel: options.useModel }),
    readMedianDuration(teamId, workflow),
    countLiveWorkers(),
    options.useCache ? findServed({ teamId, projectId, workflow }, found) : new Set<string>(),
  ])
  const readable = targets.filter((target) => !target.hasSyntaxError)
  const asked = readable.filter((target) => !served.has(target.path))
  const choice = await firstChoice(teamId, request, permission)
  const { notices, ...money } =
    choice === undefined ? free(permission) : await priceOut(ctx, request, choice, asked)
  return {
    modules: targets.length,
    ...money,
    likelySeconds: likelySeconds({
      ...{ modules: found.diff === null ? readable.length : 1, medianMs, workers },
      ...{ delivery: options.delivery, places: cpuSlots() },
    }),
    verifiedBefore: choice === undefined ? 0 : served.size,
    notices: [
      ...notices,
      ...(choice === undefined ? [] : await maskedNotices(asked)),
      ...syntaxNotices(targets),
    ],
  }
}

/** Paths of what an earlier run of the same code has answered; changes are answered all together or not at all. */
async function findServed(
  scope: Parameters<typeof findServedBefore>[0],
  { targets, diff }: FoundTargets,
): Promise<Set<string>> {
  if (diff === null) return findServedBefore(scope, targets)
  const whole = { path: diff.title, blobHash: diff.contentHash, codeLines: 0, hasSyntaxError: false }
  const served = await findServedBefore(scope, [whole])
  return new Set(served.size > 0 ? targets.map(({ path }) => path) : [])
}

/** The model that most of the runs, or the dearest of them, ask first; undefined: none is asked. */
async function firstChoice(
  teamId: string,
  { workflow, options }: LaunchRequest,
  permission: ModelPermission,
): Promise<ModelChoice | undefined> {
  if (!permission.allowed) return undefined
  const { models } = permission
  const chosen = options.startTier
  return models[chosen === 'auto' ? await likelyStartTier(teamId, workflow, models) : chosen][0]
}

function free(permission: { allowed: boolean; text?: string }): Money {
  const why = permission.text ?? 'No model serves the start tier.'
  const notices = [`${why} Runs take the template path, $0.`]
  return { lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0, basedOnRuns: 0, notices }
}

/** The cost of what has to be asked, and what a person should know of it: guessed prices, budgets that bind. */
async function priceOut(
  ctx: TeamContext,
  request: LaunchRequest,
  choice: ModelChoice,
  asked: LaunchTarget[],
): Promise<Money> {
  const { workflow, options } = request
  const basis = await loadEstimateBasis(ctx.teamId, choice, {
    workflow,
    targets: asked,
    delivery: options.delivery,
  })
  const money = computeEstimate(basis)
  const guessed = `${choice.model} has no price: charged as the dearest known. Add its price in Settings → Prices.`
  return {
    ...money,
    basedOnRuns: asked.length > 0 ? runsBehind(basis.history) : 0,
    notices: [
      ...(basis.priceGuessed ? [guessed] : []),
      ...(basis.providerWithoutBatch === null ? [] : [describeNoBatch(basis.providerWithoutBatch)]),
      ...(await bindingNotices(ctx, request, { ...money, modules: asked.length, basis })),
    ],
  }
}

const describeNoBatch = (provider: string) =>
  `${provider} takes no batches: calls are made at once, at the full price. Only Anthropic’s own API is cheaper within 24 hours.`

async function bindingNotices(
  { teamId, userId }: TeamContext,
  { projectId, workflow, options }: LaunchRequest,
  { basis, ...estimate }: MoneyRange & { modules: number; basis: LoadedBasis },
): Promise<string[]> {
  const shared = await findTightestBudget({ teamId, projectId, workflow, userId })
  const own = options.budgetNanoUsd
  const budgets = [
    ...(shared === null ? [] : [{ name: describeBudget(shared), leftNanoUsd: shared.leftNanoUsd }]),
    ...(own === null ? [] : [{ name: 'launch budget', leftNanoUsd: own }]),
  ]
  const tightest = budgets.sort((a, b) => a.leftNanoUsd - b.leftNanoUsd)[0]
  if (tightest === undefined) return []
  const text = describeBinding(tightest, { ...estimate, worstCallNanoUsd: basis.worstCallNanoUsd })
  return text === null ? [] : [text]
}

/** What no prompt will hold, said before anything is started. */
async function maskedNotices(asked: LaunchTarget[]): Promise<string[]> {
  const text = describeMasked(await countMasked(asked.map(({ blobHash }) => blobHash)))
  return text === null ? [] : [text]
}

function syntaxNotices(targets: LaunchTarget[]): string[] {
  const broken = targets.filter((target) => target.hasSyntaxError)
  if (broken.length === 0) return []
  const names = broken.slice(0, 3).map((target) => target.path)
  const more = broken.length > names.length ? ` and ${broken.length - names.length} more` : ''
  return [`Does not parse and will end unverified: ${names.join(', ')}${more}.`]
}
