import 'server-only'
import type { LaunchEstimate, LaunchRequest } from '@/lib/domain/launch'
import { Tier } from '@/lib/domain/words'
import { formatList } from '@/lib/format/format-list'
import { listRefusedKeys } from '@/lib/llm/limits/list-refused-keys'
import type { ParsedPrompt } from '@/lib/prompts/parse-prompt'
import type { TeamContext } from '@/lib/teams/team-context'
import type { ModelChoice, ModelPermission } from '@/lib/workflows/ports'
import { countLiveWorkers } from './count-live-workers'
import { countMasked } from './estimate/count-masked'
import { describeMasked } from './estimate/describe-masked'
import { findServed, type Served } from './estimate/find-served'
import { likelySeconds } from './estimate/likely-seconds'
import { likelyStarts } from './estimate/likely-starts'
import { newestPrompts } from './estimate/newest-prompts'
import { PASSES } from './estimate/passes'
import { type KnownOfLaunch, type PricedLaunch, priceLaunch } from './estimate/price-launch'
import { readMedianDuration } from './estimate/read-median-duration'
import { type FoundTargets, findTargets, type LaunchTarget } from './find-targets'
import { decideModels } from './ports/decide-models'
import { cpuSlots } from './slots/worker-slots'

/**
 * What a launch would cost and take, before anything is started; a few queries, no model call, and no code leaves for
 * its tokens to be counted elsewhere. Throws as `launchRuns` does for what cannot be launched at all.
 */
export async function estimateLaunch(ctx: TeamContext, request: LaunchRequest): Promise<LaunchEstimate> {
  const found = await findTargets(ctx, request)
  const { targets } = found
  const { projectId, workflow, options } = request
  const { teamId } = ctx
  const [permission, medianMs, workers, prompts] = await Promise.all([
    decideModels({ teamId, projectId, useModel: options.useModel }),
    readMedianDuration(teamId, workflow),
    countLiveWorkers(),
    newestPrompts(workflow),
  ])
  const readable = targets.filter((target) => !target.hasSyntaxError)
  const known = permission.allowed ? await startsOf(teamId, request, permission.models, prompts) : null
  const served = known === null ? NOTHING_SERVED : await findServedOf(teamId, request, found, known)
  const asked = readable.filter((target) => !served.fromCache.has(target.path))
  const maybe = asked.filter(({ path }) => served.maybe.has(path))
  const { notices, ...money } =
    known === null
      ? costsNothing(whyFree(permission))
      : await priceAsked(ctx, request, known, { asked, maybe: served.maybe })
  return {
    modules: targets.length,
    ...money,
    fromCache: readable.length - asked.length,
    maybeFromCache: maybe.length,
    likelySeconds: likelySeconds({
      ...{ modules: found.diff === null ? readable.length : 1, medianMs, workers },
      ...{ delivery: options.delivery, places: cpuSlots() },
    }),
    notices: [...notices, ...(known === null ? [] : await maskedNotices(asked)), ...syntaxNotices(targets)],
  }
}

const NOTHING_SERVED: Served = { fromCache: new Set(), maybe: new Set() }

async function startsOf(
  teamId: string,
  request: LaunchRequest,
  models: Record<Tier, ModelChoice[]>,
  prompts: Map<string, ParsedPrompt>,
): Promise<KnownOfLaunch> {
  return { models, prompts, starts: await likelyStarts(teamId, request, models) }
}

function findServedOf(
  teamId: string,
  { projectId, workflow, options }: LaunchRequest,
  found: FoundTargets,
  { models, starts, prompts }: KnownOfLaunch,
): Promise<Served> | Served {
  if (!options.useCache) return NOTHING_SERVED
  const [pass] = PASSES[workflow]
  const testsStoredBy = (target: LaunchTarget) => {
    if (pass === undefined) return { choice: undefined, goesBySize: false }
    return { choice: models[starts.stored(pass, target)][0], goesBySize: starts.goesBySize(pass) }
  }
  const first = new Set(Tier.options.flatMap((tier) => models[tier][0]?.model ?? []))
  const { startTier } = options
  return findServed({ teamId, projectId, workflow, startTier, prompts, models: first, testsStoredBy }, found)
}

/** What is not surely served asks those whose key is not known as refused; where none is left it costs nothing. */
async function priceAsked(
  ctx: TeamContext,
  request: LaunchRequest,
  known: KnownOfLaunch,
  targets: Parameters<typeof priceLaunch>[3],
): Promise<PricedLaunch> {
  const { cheap, capable, premium } = known.models
  const refused = await listRefusedKeys(capable.map(({ providerId }) => providerId))
  const open = (choices: ModelChoice[]) => choices.filter(({ providerId }) => !refused.has(providerId))
  const models = { cheap: open(cheap), capable: open(capable), premium: open(premium) }
  if (models.capable.length > 0 || targets.asked.length === 0)
    return priceLaunch(ctx, request, { ...known, models }, targets)
  const names = formatList(capable.map(({ providerName }) => providerName))
  const said = capable.length === 1 ? `The key of ${names} is refused` : `The keys of ${names} are refused`
  return costsNothing(`${said} (Settings → Providers).`, 'Runs that need a model')
}

const whyFree = (permission: ModelPermission) =>
  permission.allowed ? 'No model serves the start tier.' : permission.text

function costsNothing(why: string, which = 'Runs'): PricedLaunch {
  const notices = [`${why} ${which} take the template path, $0.`]
  return {
    ...{ lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 },
    ...{ basedOnRuns: 0, tokensCounted: false, unpriced: [], notices },
  }
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
