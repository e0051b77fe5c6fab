import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ProviderKind, ProviderSettings } from '@/lib/domain/provider-settings'

type CloudFieldsProps = {
  kind: ProviderKind
  settings: ProviderSettings | null
  signIn: ProviderSettings['signIn']
  onSignIn: (signIn: ProviderSettings['signIn']) => void
  /** whether the operator lends the machine's own cloud identity */
  lendsIdentity: boolean
  fieldError: (field: string) => string | null
}

/** What Bedrock and Vertex need beside a key. */
export function CloudFields({
  kind,
  settings,
  signIn,
  onSignIn,
  lendsIdentity,
  fieldError,
}: CloudFieldsProps) {
  if (kind !== 'bedrock' && kind !== 'vertex') return null
  const own = {
    value: 'server',
    label: 'The server’s own identity',
    hint: lendsIdentity ? undefined : 'Not allowed on this server (ASSAY_CLOUD_IDENTITY).',
    disabled: !lendsIdentity,
  } as const
  const options =
    kind === 'bedrock'
      ? ([
          { value: 'access-key', label: 'Access key' },
          { value: 'bearer', label: 'Bearer token' },
          own,
        ] as const)
      : ([{ value: 'access-key', label: 'Service account' }, own] as const)
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField label="Region" error={fieldError('settings.region')}>
        {(control) => (
          <Input
            {...control}
            name="region"
            defaultValue={settings?.region ?? ''}
            placeholder={kind === 'bedrock' ? 'us-east-1' : 'global'}
            className="font-mono text-xs"
          />
        )}
      </FormField>
      {kind === 'vertex' ? (
        <FormField label="Google Cloud project" error={fieldError('settings.cloudProject')}>
          {(control) => (
            <Input
              {...control}
              name="cloudProject"
              defaultValue={settings?.cloudProject ?? ''}
              className="font-mono text-xs"
            />
          )}
        </FormField>
      ) : null}
      <FormField label="Sign in with" error={fieldError('settings.signIn')}>
        {(control) => <Select {...control} value={signIn} options={options} onValueChange={onSignIn} />}
      </FormField>
      {kind === 'bedrock' && signIn === 'access-key' ? (
        <FormField label="Access key ID" error={fieldError('settings.accessKeyId')}>
          {(control) => (
            <Input
              {...control}
              name="accessKeyId"
              defaultValue={settings?.accessKeyId ?? ''}
              className="font-mono text-xs"
            />
          )}
        </FormField>
      ) : null}
    </div>
  )
}
