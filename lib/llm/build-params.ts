import 'server-only'
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema'
import type {
  CacheControlEphemeral,
  MessageCreateParamsNonStreaming,
} from '@anthropic-ai/sdk/resources/messages/messages'
import type { Effort } from '@/lib/domain/provider-settings'
import type { CallRequest } from './call-anthropic'
import { effortFor, modelFacts } from './model-facts'
import type { CacheTtl } from './prompt-caching/cache-pace'
import type { CachingPlan } from './prompt-caching/plan-caching'

function marker(ttl: CacheTtl): CacheControlEphemeral {
  return ttl === '5m' ? { type: 'ephemeral' } : { type: 'ephemeral', ttl }
}

const schemas = new WeakMap<CallRequest['outputSchema'], Record<string, unknown>>()

/** The schema as the API takes it, worked out once for each. */
function acceptedSchema(schema: CallRequest['outputSchema']): Record<string, unknown> {
  const accepted = schemas.get(schema) ?? transformJSONSchema(schema)
  schemas.set(schema, accepted)
  return accepted
}

/** A request in the words of the API. Sampling parameters are gone from it; how much a model thinks is its effort. */
export function buildParams(
  request: CallRequest,
  caching: CachingPlan,
  askedEffort?: Effort,
): MessageCreateParamsNonStreaming {
  const effort = effortFor(request.model, askedEffort)
  const system = { type: 'text' as const, text: request.system }
  return {
    model: request.model,
    max_tokens: Math.min(request.maxTokens, modelFacts(request.model).maxOutputTokens ?? request.maxTokens),
    system: [caching.system === null ? system : { ...system, cache_control: marker(caching.system) }],
    messages: request.messages.map(({ role, text }, index) => ({
      role,
      content: caching.messages.includes(index)
        ? [{ type: 'text', text, cache_control: marker('5m') }]
        : text,
    })),
    output_config: {
      format: { type: 'json_schema', schema: acceptedSchema(request.outputSchema) },
      ...(effort === null ? {} : { effort }),
    },
  }
}
