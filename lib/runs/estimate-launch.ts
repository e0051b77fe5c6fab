import 'server-only'
import { readdir } from 'node:fs/promises'
import { db } from '@/lib/db/db'
import { noUsage } from '@/lib/domain/attempt'
import type { LaunchEstimate, LaunchRequest, StartTier } from '@/lib/domain/launch'
import type { WorkflowName } from '@/lib/domain/words'
import { env } from '@/lib/env'
import { costOf } from '@/lib/prices/cost-of'
import { loadPrices } from '@/lib/prices/load-prices'
import { loadPrompt, PROMPTS_FOLDER } from '@/lib/prompts/load-prompt'
import type { TeamContext } from '@/lib/teams/team-context'
import {
  computeEstimate,
  ENOUGH_RUNS,
  type EstimateBasis,
  type RunHistory,
} from './estimate/compute-estimate'
import { findServedBefore } from './estimate/find-served-before'
import { readRunHistory } from './estimate/read-run-history'
import { findTargets, type LaunchTarget } from './find-targets'
import { decideModels } from './ports/decide-models'

/**
 * What a launch would cost and take, before anything is started; a few queries, no model call. Throws as `launchRuns`
 * does for what cannot be launched at all.
 */
export async function estimateLaunch(ctx: TeamContext, request: LaunchRequest): Promise<LaunchEstimate> {
  const { targets } = await findTargets(ctx, request)
  const { projectId, workflow, options } = request
  const { teamId } = ctx
  const [permission, history, served] = await Promise.all([
    decideModels({ teamId, projectId, useModel: options.useModel }),
    readRunHistory(ctx.teamId, workflow),
    options.useCache
      ? findServedBefore({ teamId: ctx.teamId, projectId, workflow }, targets)
      : new Set<string>(),
  ])
  const readable = targets.filter((target) => !target.hasSyntaxError)
  const asked = readable.filter((target) => !served.has(target.path))
  const withModel = permission.allowed
  const money = withModel
    ? computeEstimate(
        await basisOf(
          teamId,
          permission.models[likelyTier(options.startTier)][0]?.model ?? '',
          workflow,
          asked,
          history,
        ),
      )
    : { lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 }
  return {
    modules: targets.length,
    ...money,
    basedOnRuns: withModel && asked.length > 0 && history.runs >= ENOUGH_RUNS ? history.runs : 0,
    likelySeconds: likelySeconds(readable.length, history),
    verifiedBefore: withModel ? served.size : 0,
    notices: [
      ...(withModel ? [] : [`${permission.text} Runs take the template path, $0.`]),
      ...syntaxNotices(targets),
    ],
  }
}

function syntaxNotices(targets: LaunchTarget[]): string[] {
  const broken = targets.filter((target) => target.hasSyntaxError)
  if (broken.length === 0) return []
  const names = broken.slice(0, 3).map((target) => target.path)
  const more = broken.length > names.length ? ` and ${broken.length - names.length} more` : ''
  return [`Does not parse and will end unverified: ${names.join(', ')}${more}.`]
}

/** Runs go side by side, as many as one worker takes. */
function likelySeconds(modules: number, history: RunHistory): number | null {
  if (history.medianDurationMs === null) return null
  const rounds = Math.ceil(modules / env().ASSAY_WORKER_CONCURRENCY)
  return Math.max(1, Math.round((rounds * history.medianDurationMs) / 1000))
}

async function basisOf(
  teamId: string,
  model: string,
  workflow: WorkflowName,
  targets: LaunchTarget[],
  history: RunHistory,
): Promise<EstimateBasis> {
  const [blobs, prices, promptCharacters] = await Promise.all([
    db().blob.findMany({
      where: { hash: { in: targets.map((target) => target.blobHash) } },
      select: { hash: true, bytes: true },
    }),
    loadPrices(teamId),
    countPromptCharacters(workflow),
  ])
  const bytesByHash = new Map(blobs.map((blob) => [blob.hash, blob.bytes]))
  const now = new Date()
  return {
    sourceCharacters: targets.map((target) => bytesByHash.get(target.blobHash) ?? 0),
    promptCharacters,
    history,
    costOfCall: (inputTokens, outputTokens) =>
      costOf(prices, { ...noUsage, inputTokens, outputTokens }, model, now).costNanoUsd,
  }
}

/** Length of the workflow's newest prompts, all stages together. */
async function countPromptCharacters(workflow: WorkflowName): Promise<number> {
  const files = await readdir(`${PROMPTS_FOLDER}/${workflow}`)
  const newest = new Map<string, { id: string; version: number }>()
  for (const file of files) {
    const [, stage, version] = /^(.+)\.v(\d+)\.md$/.exec(file) ?? []
    if (stage === undefined) continue
    const known = newest.get(stage)
    if (known === undefined || known.version < Number(version)) {
      newest.set(stage, { id: `${workflow}/${stage}.v${version}`, version: Number(version) })
    }
  }
  const prompts = await Promise.all([...newest.values()].map(({ id }) => loadPrompt(id)))
  return prompts.reduce((sum, prompt) => sum + prompt.system.length + prompt.user.length, 0)
}

/** By complexity most runs of a launch start on the capable tier: the dearer of the two, so that nobody is surprised. */
const likelyTier = (startTier: StartTier) => (startTier === 'auto' ? 'capable' : startTier)
