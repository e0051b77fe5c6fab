import { z } from 'zod'
import { hostReach } from './host-reach'
import { ShownMoney } from './money'
import { providerKeyProblem } from './provider-key'
import { type HeaderForm, ProviderKind, ProviderLimits, ProviderSettings } from './provider-settings'
import { Tier } from './words'

/** Model ids of a provider by tier. */
export const TierModels = z.object({
  cheap: z.string().trim().min(1, 'Name a model for the cheap tier.'),
  capable: z.string().trim().min(1, 'Name a model for the capable tier.'),
  premium: z.string().trim().min(1, 'Name a model for the premium tier.'),
})
export type TierModels = z.infer<typeof TierModels>

export const NOT_A_MODEL_SERVER =
  'This address is not a model server. Enter one of the internet, of your private network or of this machine.'
export const NOT_LOCAL =
  'This address is neither on this machine nor on a private network, so it cannot count as your own machine.'
export const NOT_PRIVATE =
  'This address is on the server’s own machine or its private network. Whoever runs this server can allow that with ASSAY_ALLOW_PRIVATE_PROVIDERS=1.'

export const IDENTITY_STAYS =
  'With this server’s own identity only the cloud’s own address can be used. Leave the address empty, or enter a key.'

const BaseUrl = z
  .url({ protocol: /^https?$/, abort: true, error: 'Enter a URL that starts with https:// or http://.' })
  .refine((url) => hostReach(new URL(url).hostname) !== 'forbidden', {
    abort: true,
    error: NOT_A_MODEL_SERVER,
  })
  .transform((url) => url.replace(/\/+$/, ''))

/** The address without the version that calls name themselves: people copy it from examples of other protocols. */
export function withoutApiVersion(baseUrl: string): string {
  return baseUrl.replace(/\/v1$/, '')
}

/** False for what is public by its address alone; of a name only DNS can tell, which saving and calling ask. */
function mayBeLocal(kind: ProviderKind, baseUrl: string | null): boolean {
  if (baseUrl === null) return kind === 'compatible'
  return hostReach(new URL(baseUrl).hostname) !== 'public'
}

/** What the provider form submits. `apiKey`: null keeps the stored one (or none, for a server that wants none). */
export const ProviderDraft = z
  .object({
    id: z.string().min(1).optional(),
    name: z.string().trim().min(1, 'Give the provider a name.').max(60, 'At most 60 characters.'),
    kind: ProviderKind,
    // No union: that would say "Invalid input" for every fault of the address.
    baseUrl: z.preprocess((typed) => (typed === '' ? null : typed), BaseUrl.nullable().default(null)),
    isLocal: z.boolean().default(false),
    /** what it holds depends on the kind: see provider-key.ts */
    apiKey: z.string().trim().max(8000, 'A key has at most 8,000 characters.').nullable().default(null),
    models: TierModels,
    settings: ProviderSettings.prefault({}),
    limits: ProviderLimits.prefault({}),
    /** absent: as it is; of a new one: true */
    enabled: z.boolean().optional(),
  })
  .superRefine((draft, context) => {
    const say = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    const { kind, settings, apiKey } = draft
    if (kind === 'compatible' && draft.baseUrl === null) {
      say(['baseUrl'], 'Enter the address of the compatible server.')
    }
    if (draft.isLocal && !mayBeLocal(kind, draft.baseUrl)) say(['baseUrl'], NOT_LOCAL)
    if ((kind === 'bedrock' || kind === 'vertex') && settings.region === null) {
      say(['settings', 'region'], 'Name the region.')
    }
    if ((kind === 'bedrock' || kind === 'vertex') && settings.signIn === 'server' && draft.baseUrl !== null) {
      say(['baseUrl'], IDENTITY_STAYS)
    }
    if (kind === 'vertex' && settings.cloudProject === null) {
      say(['settings', 'cloudProject'], 'Name the Google Cloud project.')
    }
    if (kind === 'bedrock' && settings.signIn === 'access-key' && settings.accessKeyId === null) {
      say(['settings', 'accessKeyId'], 'Enter the access key ID.')
    }
    const keyProblem = apiKey === null ? null : providerKeyProblem(kind, apiKey)
    if (keyProblem !== null) say(['apiKey'], keyProblem)
  })
export type ProviderDraft = z.infer<typeof ProviderDraft>

/** A server whose models are asked for before it is saved. `id`, with a null key: its stored key is used. */
export const OfferedModelsRequest = z.object({
  id: z.string().min(1).optional(),
  baseUrl: BaseUrl,
  isLocal: z.boolean().default(false),
  apiKey: z.string().trim().max(8000).nullable().default(null),
})
export type OfferedModelsRequest = z.infer<typeof OfferedModelsRequest>

/** One tiny question to one model. */
const ProviderTestCall = z.object({
  tiers: z.array(Tier),
  model: z.string(),
  ok: z.boolean(),
  latencyMs: z.number(),
  /** input and output together */
  tokens: z.number().int(),
  costNanoUsd: ShownMoney,
  /** the model has no price: it was charged as the dearest known one */
  priceGuessed: z.boolean(),
  /** what went wrong; null: nothing */
  problem: z.string().nullable(),
})
export type ProviderTestCall = z.infer<typeof ProviderTestCall>

/** What a test found model by model, as it is kept with the provider. */
export const TestFindings = z.object({
  calls: z.array(ProviderTestCall),
  /** how many models the server lists; 0 when it has no list */
  offered: z.number().int(),
})
export type TestFindings = z.infer<typeof TestFindings>

/** A provider as settings show it: never with its key. */
export const ProviderRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: ProviderKind,
  /** where it is called; of a cloud or the API itself when none was entered */
  baseUrl: z.string(),
  isLocal: z.boolean(),
  keyLastFour: z.string().nullable(),
  models: TierModels,
  settings: ProviderSettings,
  limits: ProviderLimits,
  enabled: z.boolean(),
  /** `environment`: set by the server's configuration, not editable; used only while the team has none of its own */
  origin: z.enum(['settings', 'environment']),
  /** ISO 8601 */
  lastTestedAt: z.string().nullable(),
  lastTestOk: z.boolean().nullable(),
  lastTestText: z.string().nullable(),
  lastTest: TestFindings.nullable(),
})
export type ProviderRow = z.infer<typeof ProviderRow>

/** A new order of all of a team's providers, first to last. */
export const ProviderOrder = z.object({ ids: z.array(z.string().min(1)).min(1).max(100) })

/** What "test connection" may do: list the models and ask those of these tiers a tiny question; none: list only. */
export const ProviderTest = z.object({
  id: z.string().min(1),
  tiers: z.array(Tier).max(3).default(['cheap']),
})
export type ProviderTest = z.infer<typeof ProviderTest>

export interface ProviderTestResult {
  ok: boolean
  /** a few words for the settings page, kept with the provider */
  text: string
  /** ids of the models that the server lists; empty when it has no list */
  models: string[]
  calls: ProviderTestCall[]
  /** the form of headers that it took; null: not a compatible server, or none was taken */
  headers: HeaderForm | null
}
