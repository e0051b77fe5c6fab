import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import type { ProviderDraft } from '@/lib/domain/provider'
import { ProviderSettings } from '@/lib/domain/provider-settings'
import { env } from '@/lib/env'
import { checkProviderHost } from './check-provider-host'
import type { StoredProvider } from './stored-provider'

function refuse(field: string, text: string): never {
  throw new AssayError('invalid-input', text, { fields: { [field]: text } })
}

/** What of a provider a key belongs to: once it changes, the key must not be sent there without being entered again. */
function keyBelongsTo(
  provider: Pick<StoredProvider, 'kind' | 'baseUrl'>,
  settings: ProviderSettings,
): string {
  const { signIn, accessKeyId } = settings
  const isClouds = provider.kind === 'bedrock'
  return JSON.stringify([
    provider.kind,
    provider.baseUrl,
    isClouds ? signIn : null,
    isClouds ? accessKeyId : null,
  ])
}

/**
 * Checks what a schema cannot: whether a key is there, and may still be used, and where the address leads. `before`: the
 * row that is changed. Throws `invalid-input` with the field.
 */
export async function checkDraft(draft: ProviderDraft, before: StoredProvider | null): Promise<void> {
  const { apiKey, kind, settings, baseUrl, isLocal } = draft
  const isServers = settings.signIn === 'server' && (kind === 'bedrock' || kind === 'vertex')
  if (isServers && env().ASSAY_CLOUD_IDENTITY !== '1') {
    refuse('settings.signIn', 'This server does not lend its own cloud identity. Enter a key.')
  }
  const hasKey = before?.keyEncrypted != null
  if (apiKey === null && hasKey && before !== null) {
    const then = keyBelongsTo(before, ProviderSettings.parse(before.settings))
    if (then !== keyBelongsTo(draft, settings)) {
      refuse('apiKey', 'Enter the key again: what it belongs to has changed.')
    }
  }
  if (apiKey === null && !hasKey && !isServers && kind !== 'compatible') {
    refuse('apiKey', kind === 'vertex' ? 'Paste the service account’s key file.' : 'Enter a key.')
  }
  const hostProblem = baseUrl === null ? null : await checkProviderHost({ baseUrl, isLocal })
  if (hostProblem !== null) refuse('baseUrl', hostProblem)
}
