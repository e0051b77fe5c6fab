import { z } from 'zod'
import { Tier } from './words'

/**
 * `anthropic`: the API itself · `compatible`: a server that speaks its protocol, perhaps an older version of it ·
 * `bedrock`: Amazon's cloud · `vertex`: Google's.
 */
export const ProviderKind = z.enum(['anthropic', 'compatible', 'bedrock', 'vertex'])
export type ProviderKind = z.infer<typeof ProviderKind>

/** How a compatible server wants its key and which version of the protocol it knows. */
export const HeaderForm = z.object({
  key: z.enum(['bearer', 'x-api-key', 'both', 'none']),
  version: z.enum(['2023-06-01', 'newest']),
})
export type HeaderForm = z.infer<typeof HeaderForm>

/** How much thought a model puts into an answer; null: the model's own default. */
export const Effort = z.enum(['low', 'medium', 'high', 'xhigh', 'max'])
export type Effort = z.infer<typeof Effort>

const word = (what: string, pattern: RegExp) =>
  z.preprocess(
    (typed) => (typed === '' ? null : typed),
    z.string().trim().regex(pattern, `This is no ${what}.`).nullable().default(null),
  )

/** What else a kind of provider needs to be reached. */
export const ProviderSettings = z.object({
  /** of Bedrock and Vertex, as in `us-east-1`, `europe-west1`, `global` */
  region: word('region', /^[a-z]{2,}(-[a-z0-9]+)*$/),
  /** Google's project id */
  cloudProject: word('project id', /^[a-z][a-z0-9.:-]{3,62}$/),
  /** `server`: the identity of the machine itself, where the server's operator allows it */
  signIn: z.enum(['access-key', 'bearer', 'server']).default('access-key'),
  /** of AWS; no secret */
  accessKeyId: word('access key ID', /^[\w-]{8,128}$/),
  /** found by "test connection"; null: not tested */
  headers: HeaderForm.nullable().default(null),
  effort: z.partialRecord(Tier, Effort).default({}),
})
export type ProviderSettings = z.infer<typeof ProviderSettings>

const count = z.number().int().positive('Enter a whole number above 0.').max(1_000_000_000).nullable()

/** What may be asked of one model; null: no limit of ours. */
export const ModelLimits = z.object({
  requestsPerMinute: count.default(null),
  /** input and output tokens together */
  tokensPerMinute: count.default(null),
  callsAtOnce: count.default(null),
})
export type ModelLimits = z.infer<typeof ModelLimits>

/** Limits of every model of a provider, and of single models where they differ. */
export const ProviderLimits = ModelLimits.extend({
  models: z.record(z.string().min(1), ModelLimits).default({}),
})
export type ProviderLimits = z.infer<typeof ProviderLimits>

/** The limits of one model: its own where it has any, else the provider's. */
export function limitsOf(limits: ProviderLimits, model: string): ModelLimits {
  const own = limits.models[model]
  return {
    requestsPerMinute: own?.requestsPerMinute ?? limits.requestsPerMinute,
    tokensPerMinute: own?.tokensPerMinute ?? limits.tokensPerMinute,
    callsAtOnce: own?.callsAtOnce ?? limits.callsAtOnce,
  }
}

export const ANTHROPIC_URL = 'https://api.anthropic.com'

/** Google's names of its multi-region endpoints differ from those of its regions. */
const VERTEX_HOSTS: Record<string, string> = {
  global: 'aiplatform.googleapis.com',
  us: 'aiplatform.us.rep.googleapis.com',
  eu: 'aiplatform.eu.rep.googleapis.com',
}

/** Where a provider is called when no address of its own was entered. */
export function defaultAddress(kind: ProviderKind, settings: Pick<ProviderSettings, 'region'>): string {
  const region = settings.region ?? ''
  if (kind === 'bedrock') return `https://bedrock-runtime.${region}.amazonaws.com`
  if (kind === 'vertex') return `https://${VERTEX_HOSTS[region] ?? `${region}-aiplatform.googleapis.com`}/v1`
  return ANTHROPIC_URL
}
