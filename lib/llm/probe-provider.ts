import 'server-only'
import type { TokenUsage } from '@/lib/domain/attempt'
import { hasTrait } from '@/lib/domain/outcome-traits'
import type { ProviderTestCall, ProviderTestResult } from '@/lib/domain/provider'
import type { HeaderForm } from '@/lib/domain/provider-settings'
import type { AttemptOutcome, Tier } from '@/lib/domain/words'
import { cutTo } from '@/lib/format/cut-text'
import { callAnthropic } from './call-anthropic'
import { checkProviderHost } from './check-provider-host'
import { classifyError } from './classify-error'
import { describeProbe } from './describe-probe'
import { headerForms } from './header-forms'
import { listModels } from './list-models'
import type { ProviderAccess } from './provider-access'

/** What a call of this usage costs: prices stand on the same floor, so they are handed in. */
export type PriceCall = (
  model: string,
  usage: TokenUsage,
  isLocal: boolean,
) => { costNanoUsd: number; priceGuessed: boolean }

const NOTHING = { costNanoUsd: 0, priceGuessed: false }

const PROBE_TIMEOUT_MS = 15_000
const MOST_OF_PROBLEM = 500

const schema = {
  type: 'object',
  properties: { ok: { type: 'boolean' } },
  required: ['ok'],
  additionalProperties: false,
}

interface Probe {
  result: ProviderTestResult
  /** how it failed; null: it did not */
  fault: AttemptOutcome | null
}

function failed(text: string): ProviderTestResult {
  return { ok: false, text, models: [], calls: [], headers: null }
}

/** Tiers by model: a model that serves two of them is asked once. */
function byModel(provider: ProviderAccess, tiers: readonly Tier[]): [string, Tier[]][] {
  const found = new Map<string, Tier[]>()
  for (const tier of new Set(tiers)) {
    const model = provider.models[tier]
    found.set(model, [...(found.get(model) ?? []), tier])
  }
  return [...found]
}

/** Clouds have no list of models in their packages; a compatible server may have none either. */
async function findModels(provider: ProviderAccess): Promise<{ models: string[] } | Probe> {
  if (provider.kind === 'bedrock' || provider.kind === 'vertex') return { models: [] }
  try {
    return { models: await listModels(provider, PROBE_TIMEOUT_MS) }
  } catch (error) {
    const { outcome, errorText } = classifyError(error, false)
    if (outcome === 'unknown-model') return { models: [] }
    return { result: failed(`Could not list models: ${errorText}`), fault: outcome }
  }
}

async function askModel(
  provider: ProviderAccess,
  model: string,
  tiers: Tier[],
  priceOf: PriceCall,
): Promise<ProviderTestCall & { outcome: AttemptOutcome }> {
  const { outcome, errorText, latencyMs, usage } = await callAnthropic(
    provider,
    {
      model,
      system: 'Answer with the JSON {"ok": true}.',
      messages: [{ role: 'user', text: 'Are you there?' }],
      outputSchema: schema,
      maxTokens: 1024,
    },
    new AbortController().signal,
    PROBE_TIMEOUT_MS,
  )
  const ok = outcome === 'ok'
  const tokens = Object.values(usage).reduce((sum, count) => sum + count, 0)
  const cost = tokens === 0 ? NOTHING : priceOf(model, usage, provider.isLocal)
  return {
    tiers,
    model,
    ok,
    latencyMs,
    tokens,
    ...cost,
    problem: ok ? null : cutTo(errorText ?? outcome, MOST_OF_PROBLEM),
    outcome,
  }
}

async function probeAs(
  given: ProviderAccess,
  headers: HeaderForm | null,
  tiers: readonly Tier[],
  priceOf: PriceCall,
): Promise<Probe> {
  const provider = headers === null ? given : { ...given, settings: { ...given.settings, headers } }
  const found = await findModels(provider)
  if ('result' in found) return found
  const calls: ProviderTestCall[] = []
  let fault: AttemptOutcome | null = null
  for (const [model, served] of byModel(provider, tiers)) {
    const { outcome, ...call } = await askModel(provider, model, served, priceOf)
    calls.push(call)
    if (!call.ok) fault ??= outcome
    // A refused key is refused for every model.
    if (outcome === 'invalid-key') break
  }
  const { models } = found
  return {
    result: { ok: fault === null, text: describeProbe(provider, models, calls), models, calls, headers },
    fault,
  }
}

/**
 * Lists the models and asks those of the given tiers a tiny question (some 20 tokens each). At a compatible server it
 * tries the forms of headers until one is taken. A server without a list passes when its models answer.
 */
export async function probeProvider(
  provider: ProviderAccess,
  tiers: readonly Tier[],
  priceOf: PriceCall,
): Promise<ProviderTestResult> {
  const hostProblem = await checkProviderHost(provider)
  if (hostProblem !== null) return failed(hostProblem)
  let first: ProviderTestResult | null = null
  for (const headers of headerForms(provider)) {
    const { result, fault } = await probeAs(provider, headers, tiers, priceOf)
    if (fault === null || !hasTrait(fault, 'headers')) return result
    first ??= { ...result, headers: null }
  }
  return first ?? failed('Nothing was tried.')
}
