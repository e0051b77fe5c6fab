import 'server-only'
import type { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk'
import { AssayError } from '@/lib/domain/assay-error'
import { IDENTITY_STAYS } from '@/lib/domain/provider'
import { defaultAddress } from '@/lib/domain/provider-settings'
import { env } from '@/lib/env'
import type { ProviderAccess } from '../provider-access'
import { clientOptions } from './client-options'

/**
 * The machine's own cloud identity is lent only where its operator allows it, and only to the cloud itself: whoever enters
 * another address would be sent a token of this machine. Throws `unavailable`.
 */
export function assertServerIdentity({ kind, settings, baseUrl }: ProviderAccess): void {
  if (env().ASSAY_CLOUD_IDENTITY !== '1') {
    const text =
      'This server does not lend its own cloud identity: enter a key, or have its operator set ASSAY_CLOUD_IDENTITY=1.'
    throw new AssayError('unavailable', text)
  }
  if (baseUrl !== defaultAddress(kind, settings)) throw new AssayError('unavailable', IDENTITY_STAYS)
}

/**
 * Amazon's package, loaded at its first use. Signs with an access key (its session token on a second line) or sends a
 * bearer token; the machine's own identity only where the operator allows it. Throws `unavailable`.
 */
export async function bedrockClient(provider: ProviderAccess, timeoutMs: number): Promise<AnthropicBedrock> {
  const { signIn, accessKeyId, region } = provider.settings
  const [secret = null, sessionToken = null] = provider.apiKey?.split(/\s+/) ?? []
  const isServers = signIn === 'server'
  if (isServers) assertServerIdentity(provider)
  else if (secret === null) throw new AssayError('unavailable', 'This provider has no key: enter one.')
  const { AnthropicBedrock: Client } = await import('@anthropic-ai/bedrock-sdk')
  const common = { ...clientOptions(provider, timeoutMs), awsRegion: region ?? undefined }
  if (isServers) return new Client(common)
  if (signIn === 'bearer') return new Client({ ...common, apiKey: secret })
  return new Client({
    ...common,
    apiKey: null,
    awsAccessKey: accessKeyId ?? '',
    awsSecretKey: secret ?? '',
    awsSessionToken: sessionToken,
  })
}
