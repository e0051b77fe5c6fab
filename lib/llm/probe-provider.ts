import 'server-only'
import { callAnthropic } from './call-anthropic'
import { checkProviderHost } from './check-provider-host'
import { classifyError } from './classify-error'
import { anthropicClient } from './clients/anthropic-client'
import type { ProviderAccess } from './provider-access'

export interface ProbeResult {
  ok: boolean
  /** one sentence for the settings page */
  text: string
  /** ids of the models that the server lists; empty when it has no list */
  models: string[]
}

const PROBE_TIMEOUT_MS = 15_000
const MAX_LISTED_MODELS = 100

const schema = {
  type: 'object',
  properties: { ok: { type: 'boolean' } },
  required: ['ok'],
  additionalProperties: false,
}

async function listModels(provider: ProviderAccess): Promise<string[]> {
  const page = await anthropicClient(provider, PROBE_TIMEOUT_MS).models.list({ limit: MAX_LISTED_MODELS })
  return page.data.map((model) => model.id)
}

/**
 * Lists the models and makes one tiny real call with the cheap tier's model (some 20 tokens). A server without a model
 * list passes when the call does.
 */
export async function probeProvider(provider: ProviderAccess): Promise<ProbeResult> {
  const hostProblem = await checkProviderHost(provider)
  if (hostProblem !== null) return { ok: false, text: hostProblem, models: [] }
  let models: string[] = []
  try {
    models = await listModels(provider)
  } catch (error) {
    const { outcome, errorText } = classifyError(error, false)
    if (outcome !== 'unknown-model') return { ok: false, text: `Could not list models: ${errorText}`, models }
  }
  const missing = Object.entries(provider.models).filter(
    ([, model]) => models.length > 0 && !models.includes(model),
  )
  const answer = await callAnthropic(
    provider,
    {
      model: provider.models.cheap,
      system: 'Answer with the JSON {"ok": true}.',
      messages: [{ role: 'user', text: 'Are you there?' }],
      outputSchema: schema,
      maxTokens: 1024,
    },
    new AbortController().signal,
    PROBE_TIMEOUT_MS,
  )
  if (answer.outcome !== 'ok') {
    const why = answer.errorText ?? answer.outcome
    return { ok: false, text: `${provider.models.cheap} did not answer: ${why}`, models }
  }
  const { inputTokens, outputTokens } = answer.usage
  const seen = `${provider.models.cheap} answered in ${answer.latencyMs} ms (${inputTokens} + ${outputTokens} tokens).`
  const unknown = missing.map(([tier, model]) => `${model} (${tier})`).join(', ')
  return { ok: true, text: unknown === '' ? seen : `${seen} Not in the server’s list: ${unknown}.`, models }
}
