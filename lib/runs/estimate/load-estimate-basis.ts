import 'server-only'
import { db } from '@/lib/db/db'
import { noUsage } from '@/lib/domain/attempt'
import type { LaunchOptions } from '@/lib/domain/launch'
import type { WorkflowName } from '@/lib/domain/words'
import { loadProviders } from '@/lib/llm/load-providers'
import { costOf } from '@/lib/prices/cost-of'
import { findPrice } from '@/lib/prices/find-price'
import { loadPrices } from '@/lib/prices/load-prices'
import type { Price } from '@/lib/prices/price'
import type { ParsedPrompt } from '@/lib/prompts/parse-prompt'
import type { ModelChoice } from '@/lib/workflows/ports'
import type { LaunchTarget } from '../find-targets'
import type { EstimateBasis } from './compute-estimate'
import type { Pass } from './passes'
import { readStageHistory, type StageHistory } from './read-stage-history'
import { type CallSize, worstCall } from './worst-call'

/** What all modules' estimates rest on. */
export interface EstimateFacts {
  bytesByHash: Map<string, number>
  prices: Price[]
  history: StageHistory[]
  providers: Awaited<ReturnType<typeof loadProviders>>
  prompts: Map<string, ParsedPrompt>
  delivery: LaunchOptions['delivery']
}

/** Modules whose stages ask the same models first. */
export interface EstimateGroup {
  targets: LaunchTarget[]
  /** what is asked of each, and whom first; in the order in which a run gets there */
  passes: { pass: Pass; choice: ModelChoice }[]
  /** the dearest model that their runs may climb to */
  last: ModelChoice
}

export interface LoadedBasis extends EstimateBasis {
  /** the most that the call which starts a run can cost, of the smallest module and of the largest, nano-USD */
  startCallNanoUsd: { least: number; most: number }
  /** the same of the dearest call that may come later */
  laterCallNanoUsd: number
  /** models without a price: the dearest known one was taken */
  unpriced: string[]
  /** the launch is to be cheaper within a day, and this provider has no batches: calls are made at once, at the full price */
  providerWithoutBatch: string | null
}

/** Sizes, prices, earlier runs and providers, read once for all groups of a launch. */
export async function loadEstimateFacts(
  teamId: string,
  given: {
    workflow: WorkflowName
    targets: LaunchTarget[]
    delivery: LaunchOptions['delivery']
    prompts: Map<string, ParsedPrompt>
  },
): Promise<EstimateFacts> {
  const { workflow, targets, delivery, prompts } = given
  const [blobs, prices, history, providers] = await Promise.all([
    db().blob.findMany({
      where: { hash: { in: targets.map((target) => target.blobHash) } },
      select: { hash: true, bytes: true },
    }),
    loadPrices(teamId),
    readStageHistory(teamId, workflow),
    loadProviders(teamId),
  ])
  const bytesByHash = new Map(blobs.map((blob) => [blob.hash, blob.bytes]))
  return { bytesByHash, prices, history, providers, prompts, delivery }
}

/** What the estimate of one group rests on: its sizes, prompts, prices and the earlier runs that asked the same models. */
export function estimateBasisOf(facts: EstimateFacts, group: EstimateGroup): LoadedBasis {
  const { bytesByHash, prices, history, providers, prompts, delivery } = facts
  const now = new Date()
  const termsOf = (choice: ModelChoice) => {
    const provider = providers.find(({ id }) => id === choice.providerId)
    const { price, guessed } = findPrice(prices, choice.model, 0, now)
    const isLocal = provider?.isLocal === true
    const isBatch = delivery === 'within-24h' && provider?.kind === 'anthropic'
    return { price, isLocal, isBatch, isFree: isLocal && guessed, isGuessed: guessed && !isLocal }
  }
  const sourceCharacters = group.targets.map((target) => bytesByHash.get(target.blobHash) ?? 0)
  const [first] = group.passes
  const isFirstBatch = first !== undefined && termsOf(first.choice).isBatch
  const worst = (choice: ModelChoice, size: CallSize, bytes: number, isBatch: boolean) =>
    worstCall(prices, { model: choice.model, isLocal: termsOf(choice).isLocal, isBatch }, size, bytes)
  const sizeOf = (pass: Pass): CallSize => ({ prompt: prompts.get(pass.stage) })
  const shown = (pass: Pass, bytes: number) => Math.min(bytes, pass.charactersPerCall)
  const smallest = Math.min(...sourceCharacters)
  const largest = Math.max(...sourceCharacters)
  return {
    sourceCharacters,
    passes: group.passes.map(({ pass, choice }) => {
      const { system, user } = prompts.get(pass.stage) ?? { system: '', user: '' }
      const { isFree } = termsOf(choice)
      return {
        ...pass,
        promptCharacters: system.length + user.length,
        costOfCall: (inputTokens, outputTokens) =>
          isFree
            ? 0
            : costOf(prices, { ...noUsage, inputTokens, outputTokens }, choice.model, now).costNanoUsd,
      }
    }),
    history: history.filter(({ stage, model }) =>
      group.passes.some(({ pass, choice }) => pass.stage === stage && choice.model === model),
    ),
    firstCallFactor: isFirstBatch ? termsOf(first.choice).price.batchFactorPermille / 1000 : 1,
    startCallNanoUsd:
      first === undefined
        ? { least: 0, most: 0 }
        : {
            least: worst(first.choice, sizeOf(first.pass), shown(first.pass, smallest), isFirstBatch),
            most: worst(first.choice, sizeOf(first.pass), shown(first.pass, largest), isFirstBatch),
          },
    laterCallNanoUsd: Math.max(
      0,
      ...group.passes.flatMap(({ pass, choice }) =>
        [choice, group.last].map((later) => worst(later, sizeOf(pass), shown(pass, largest), false)),
      ),
    ),
    unpriced: group.passes.flatMap(({ choice }) => (termsOf(choice).isGuessed ? [choice.model] : [])),
    providerWithoutBatch:
      first === undefined || delivery === 'now' || isFirstBatch ? null : first.choice.providerName,
  }
}
