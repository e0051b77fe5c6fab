import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import type { ProviderKind, ProviderSettings } from '@/lib/domain/provider-settings'

type KeyFieldProps = {
  kind: ProviderKind
  signIn: ProviderSettings['signIn']
  /** of the stored key; null: there is none */
  lastFour: string | null
  error: string | null
}

function labelOf(kind: ProviderKind, signIn: ProviderSettings['signIn']): string {
  if (kind === 'vertex') return 'Key file of the service account (JSON)'
  if (kind === 'bedrock') return signIn === 'bearer' ? 'Bearer token' : 'Secret access key'
  return kind === 'compatible' ? 'API key (optional)' : 'API key'
}

/** The key is write-only: leaving it empty keeps the stored one. */
export function KeyField({ kind, signIn, lastFour, error }: KeyFieldProps) {
  if (signIn === 'server' && (kind === 'bedrock' || kind === 'vertex')) return null
  const isTemporary = kind === 'bedrock' && signIn === 'access-key'
  const hint =
    lastFour === null
      ? 'Stored encrypted. Only its last four characters are ever shown again.'
      : `${lastFour.length < 4 ? 'A key is stored' : `The stored key ends in ${lastFour}`}. Leave this empty to keep it.`
  return (
    <FormField
      label={labelOf(kind, signIn)}
      hint={isTemporary ? `${hint} Of temporary credentials: the secret, a space, the session token.` : hint}
      error={error}
    >
      {(control) =>
        kind === 'vertex' ? (
          <Textarea
            {...control}
            name="apiKey"
            rows={4}
            autoComplete="off"
            spellCheck={false}
            placeholder='{"type": "service_account", …}'
            className="font-mono text-xs"
          />
        ) : (
          <Input
            {...control}
            name="apiKey"
            type="password"
            autoComplete="new-password"
            className="font-mono text-xs"
          />
        )
      }
    </FormField>
  )
}
