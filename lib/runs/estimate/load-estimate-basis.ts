import 'server-only'
import { readdir } from 'node:fs/promises'
import { db } from '@/lib/db/db'
import { noUsage } from '@/lib/domain/attempt'
import type { LaunchOptions } from '@/lib/domain/launch'
import type { WorkflowName } from '@/lib/domain/words'
import { loadProviders } from '@/lib/llm/load-providers'
import { costOf } from '@/lib/prices/cost-of'
import { findPrice } from '@/lib/prices/find-price'
import { loadPrices } from '@/lib/prices/load-prices'
import { worstCaseCost } from '@/lib/prices/worst-case-cost'
import { loadPrompt, PROMPTS_FOLDER } from '@/lib/prompts/load-prompt'
import type { ModelChoice } from '@/lib/workflows/ports'
import type { LaunchTarget } from '../find-targets'
import type { EstimateBasis } from './compute-estimate'
import { PASSES } from './passes'
import { readStageHistory } from './read-stage-history'

export interface LoadedBasis extends EstimateBasis {
  /** the most that the first call of the largest module can cost, nano-USD */
  worstCallNanoUsd: number
  /** the model has no price: the dearest known one was taken */
  priceGuessed: boolean
  /** the launch is to be cheaper within a day, and this provider has no batches: calls are made at once, at the full price */
  providerWithoutBatch: string | null
}

/** Stands for code of which only the length is known. */
const SAMPLE = 'total = amount_of(entry)\n'

/** All that an estimate rests on: sizes, prompts, prices and earlier runs of the model that will be asked first. */
export async function loadEstimateBasis(
  teamId: string,
  choice: ModelChoice,
  given: { workflow: WorkflowName; targets: LaunchTarget[]; delivery: LaunchOptions['delivery'] },
): Promise<LoadedBasis> {
  const { workflow, targets, delivery } = given
  const { model, providerId } = choice
  const [blobs, prices, prompts, history, providers] = await Promise.all([
    db().blob.findMany({
      where: { hash: { in: targets.map((target) => target.blobHash) } },
      select: { hash: true, bytes: true },
    }),
    loadPrices(teamId),
    measurePrompts(workflow),
    readStageHistory(teamId, workflow, model),
    loadProviders(teamId),
  ])
  const bytesByHash = new Map(blobs.map((blob) => [blob.hash, blob.bytes]))
  const sourceCharacters = targets.map((target) => bytesByHash.get(target.blobHash) ?? 0)
  const now = new Date()
  const provider = providers.find(({ id }) => id === providerId)
  const isLocal = provider?.isLocal === true
  const isBatch = delivery === 'within-24h' && provider?.kind === 'anthropic'
  const { price, guessed } = findPrice(prices, model, 0, now)
  const largest = Math.max(0, ...sourceCharacters) + Math.max(0, ...prompts.charactersOf.values())
  const promptText = SAMPLE.repeat(Math.ceil(largest / SAMPLE.length))
  return {
    sourceCharacters,
    passes: PASSES[workflow].map((pass) => ({
      ...pass,
      promptCharacters: prompts.charactersOf.get(pass.stage) ?? 0,
    })),
    providerWithoutBatch: delivery === 'within-24h' && !isBatch ? choice.providerName : null,
    history,
    firstCallFactor: isBatch ? price.batchFactorPermille / 1000 : 1,
    costOfCall: (inputTokens, outputTokens) =>
      isLocal && guessed
        ? 0
        : costOf(prices, { ...noUsage, inputTokens, outputTokens }, model, now).costNanoUsd,
    worstCallNanoUsd: worstCaseCost(
      prices,
      { model, promptText, maxTokens: prompts.maxTokens, isLocal, isBatch },
      now,
    ),
    priceGuessed: guessed && !isLocal,
  }
}

/** Length of the workflow's newest prompts by stage, and the longest answer that one allows. */
async function measurePrompts(
  workflow: WorkflowName,
): Promise<{ charactersOf: Map<string, number>; maxTokens: number }> {
  const newest = new Map<string, { id: string; version: number }>()
  for (const file of await readdir(`${PROMPTS_FOLDER}/${workflow}`)) {
    const [, stage, version] = /^(.+)\.v(\d+)\.md$/.exec(file) ?? []
    if (stage === undefined) continue
    const known = newest.get(stage)
    if (known === undefined || known.version < Number(version)) {
      newest.set(stage, { id: `${workflow}/${stage}.v${version}`, version: Number(version) })
    }
  }
  const prompts = await Promise.all([...newest.values()].map(({ id }) => loadPrompt(id)))
  return {
    charactersOf: new Map(prompts.map(({ stage, system, user }) => [stage, system.length + user.length])),
    maxTokens: Math.max(0, ...prompts.map(({ meta }) => meta.maxTokens)),
  }
}
