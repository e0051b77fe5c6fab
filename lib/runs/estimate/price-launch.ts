import 'server-only'
import { findTightestBudget } from '@/lib/budgets/find-tightest-budget'
import { describeBindingBudget } from '@/lib/domain/describe-budget'
import type { LaunchRequest } from '@/lib/domain/launch'
import type { Tier } from '@/lib/domain/words'
import type { ParsedPrompt } from '@/lib/prompts/parse-prompt'
import type { TeamContext } from '@/lib/teams/team-context'
import type { ModelChoice } from '@/lib/workflows/ports'
import type { LaunchTarget } from '../find-targets'
import { computeEstimate, type EstimateBasis, type MoneyRange, runsBehind } from './compute-estimate'
import { describeBinding } from './describe-binding'
import type { LikelyStarts } from './likely-starts'
import {
  type EstimateGroup,
  estimateBasisOf,
  type LoadedBasis,
  loadEstimateFacts,
} from './load-estimate-basis'
import { PASSES } from './passes'

export type PricedLaunch = MoneyRange & {
  basedOnRuns: number
  tokensCounted: boolean
  unpriced: string[]
  notices: string[]
}

/** Whom the runs of a launch may ask, where they will start, and what they will say. */
export interface KnownOfLaunch {
  models: Record<Tier, ModelChoice[]>
  starts: LikelyStarts
  prompts: Map<string, ParsedPrompt>
}

/** What is not surely served, and the paths of what may be. */
interface AskedTargets {
  asked: LaunchTarget[]
  maybe: Set<string>
}

/** Modules by the models that their stages ask first. */
function groupsOf(
  { workflow, options }: LaunchRequest,
  { models, starts }: KnownOfLaunch,
  asked: LaunchTarget[],
) {
  const [last] = models[options.ceilingTier]
  const groups = new Map<string, EstimateGroup>()
  for (const target of asked) {
    const passes = PASSES[workflow].flatMap((pass) => {
      const [choice] = models[starts.asked(pass, target)]
      return choice === undefined ? [] : [{ pass, choice }]
    })
    const name = passes.map(({ choice }) => `${choice.providerId} ${choice.model}`).join()
    const group = groups.get(name)
    if (group !== undefined) group.targets.push(target)
    else if (last !== undefined) groups.set(name, { targets: [target], passes, last })
  }
  return [...groups.values()]
}

/** The cost of what has to be asked, and what a person should know of it: guessed prices, budgets that bind. */
export async function priceLaunch(
  ctx: TeamContext,
  request: LaunchRequest,
  known: KnownOfLaunch,
  { asked, maybe }: AskedTargets,
): Promise<PricedLaunch> {
  const { workflow, options } = request
  const { prompts } = known
  const given = { workflow, targets: asked, delivery: options.delivery, prompts }
  const facts = await loadEstimateFacts(ctx.teamId, given)
  const groups = groupsOf(request, known, asked)
  const bases = groups.map((group) => estimateBasisOf(facts, group))
  const surely = bases.map((basis, index) => {
    const targets = groups[index]?.targets ?? []
    const isSure = (_: number, at: number) => !maybe.has(targets[at]?.path ?? '')
    return { ...basis, sourceCharacters: basis.sourceCharacters.filter(isSure) }
  })
  const sum = (bound: keyof MoneyRange, of: EstimateBasis[]) =>
    of.reduce((total, basis) => total + computeEstimate(basis)[bound], 0)
  const behind = bases.map(({ history }) => runsBehind(history))
  const money = {
    lowNanoUsd: sum('lowNanoUsd', surely),
    likelyNanoUsd: sum('likelyNanoUsd', surely),
    highNanoUsd: sum('highNanoUsd', bases),
  }
  const withoutBatch = bases.find(({ providerWithoutBatch }) => providerWithoutBatch !== null)
  return {
    ...money,
    basedOnRuns: behind.reduce((total, runs) => total + runs, 0),
    tokensCounted: behind.includes(0),
    unpriced: [...new Set(bases.flatMap((basis) => basis.unpriced))],
    notices: [
      ...(withoutBatch?.providerWithoutBatch == null
        ? []
        : [describeNoBatch(withoutBatch.providerWithoutBatch)]),
      ...(await bindingNotices(ctx, request, { ...money, modules: asked.length, bases })),
    ],
  }
}

const describeNoBatch = (provider: string) =>
  `${provider} takes no batches: calls are made at once, at the full price. Only Anthropic’s own API is cheaper within 24 hours.`

async function bindingNotices(
  { teamId, userId }: TeamContext,
  { projectId, workflow, options }: LaunchRequest,
  { bases, ...estimate }: MoneyRange & { modules: number; bases: LoadedBasis[] },
): Promise<string[]> {
  const shared = await findTightestBudget({ teamId, projectId, workflow, userId })
  const own = options.budgetNanoUsd
  const budgets = [
    ...(shared === null ? [] : [{ name: describeBindingBudget(shared), leftNanoUsd: shared.leftNanoUsd }]),
    ...(own === null ? [] : [{ name: 'launch budget', leftNanoUsd: own }]),
  ]
  const tightest = budgets.sort((a, b) => a.leftNanoUsd - b.leftNanoUsd)[0]
  if (tightest === undefined || bases.length === 0) return []
  const text = describeBinding(tightest, {
    ...estimate,
    startCallNanoUsd: {
      least: Math.min(...bases.map(({ startCallNanoUsd }) => startCallNanoUsd.least)),
      most: Math.max(...bases.map(({ startCallNanoUsd }) => startCallNanoUsd.most)),
    },
    laterCallNanoUsd: Math.max(...bases.map(({ laterCallNanoUsd }) => laterCallNanoUsd)),
    laterTier: options.ceilingTier,
  })
  return text === null ? [] : [text]
}
