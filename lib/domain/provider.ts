import { z } from 'zod'
import { hostReach } from './host-reach'

/** Model ids of a provider by tier. */
export const TierModels = z.object({
  cheap: z.string().trim().min(1, 'Name a model for the cheap tier.'),
  capable: z.string().trim().min(1, 'Name a model for the capable tier.'),
  premium: z.string().trim().min(1, 'Name a model for the premium tier.'),
})
export type TierModels = z.infer<typeof TierModels>

export const ProviderKind = z.enum(['anthropic', 'compatible'])
export type ProviderKind = z.infer<typeof ProviderKind>

export const NOT_A_MODEL_SERVER =
  'This address is not a model server. Enter one of the internet, of your private network or of this machine.'
export const NOT_LOCAL =
  'This address is neither on this machine nor on a private network, so it cannot count as your own machine.'

const BaseUrl = z
  .url({ protocol: /^https?$/, abort: true, error: 'Enter a URL that starts with https:// or http://.' })
  .refine((url) => hostReach(new URL(url).hostname) !== 'forbidden', {
    abort: true,
    error: NOT_A_MODEL_SERVER,
  })
  .transform((url) => url.replace(/\/+$/, ''))

/** False for what is public by its address alone; of a name only DNS can tell, which saving and calling ask. */
function mayBeLocal(kind: ProviderKind, baseUrl: string | null): boolean {
  if (baseUrl === null) return kind !== 'anthropic'
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
    apiKey: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{1,500}$/, 'A key has no spaces and no letters beyond ASCII.')
      .nullable()
      .default(null),
    models: TierModels,
    enabled: z.boolean().default(true),
  })
  .refine((draft) => draft.kind === 'anthropic' || draft.baseUrl !== null, {
    path: ['baseUrl'],
    error: 'Enter the address of the compatible server.',
  })
  .refine(({ isLocal, kind, baseUrl }) => !isLocal || mayBeLocal(kind, baseUrl), {
    path: ['baseUrl'],
    error: NOT_LOCAL,
  })
export type ProviderDraft = z.infer<typeof ProviderDraft>

/** A provider as settings show it: never with its key. */
export const ProviderRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: ProviderKind,
  baseUrl: z.string(),
  isLocal: z.boolean(),
  keyLastFour: z.string().nullable(),
  models: TierModels,
  enabled: z.boolean(),
  /** `environment`: set by the server's configuration, not editable; used only while the team has none of its own */
  origin: z.enum(['settings', 'environment']),
  /** ISO 8601 */
  lastTestedAt: z.string().nullable(),
  lastTestOk: z.boolean().nullable(),
  lastTestText: z.string().nullable(),
})
export type ProviderRow = z.infer<typeof ProviderRow>
