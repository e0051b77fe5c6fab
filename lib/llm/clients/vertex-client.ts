import 'server-only'
import type { AnthropicVertex } from '@anthropic-ai/vertex-sdk'
import { AssayError } from '@/lib/domain/assay-error'
import { readServiceAccount } from '@/lib/domain/provider-key'
import type { ProviderAccess } from '../provider-access'
import { assertServerIdentity } from './bedrock-client'
import { clientOptions } from './client-options'

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'

/**
 * Google's package, loaded at its first use. A service account signs its own token (AIP-4111), so that no other address
 * is asked for one; the machine's own identity only where the operator allows it. Throws `unavailable`.
 */
export async function vertexClient(provider: ProviderAccess, timeoutMs: number): Promise<AnthropicVertex> {
  const { region, cloudProject, signIn } = provider.settings
  const common = { ...clientOptions(provider, timeoutMs), region, projectId: cloudProject }
  if (signIn === 'server') {
    assertServerIdentity(provider)
    const { AnthropicVertex: Client } = await import('@anthropic-ai/vertex-sdk')
    return new Client(common)
  }
  const account = readServiceAccount(provider.apiKey ?? '')
  if (account === null) throw new AssayError('unavailable', 'This provider has no key: enter one.')
  const [{ AnthropicVertex: Client }, { JWT }] = await Promise.all([
    import('@anthropic-ai/vertex-sdk'),
    import('google-auth-library'),
  ])
  const authClient = new JWT({
    email: account.client_email,
    key: account.private_key,
    keyId: account.private_key_id,
    scopes: [SCOPE],
  })
  authClient.useJWTAccessWithScope = true
  return new Client({ ...common, authClient })
}
