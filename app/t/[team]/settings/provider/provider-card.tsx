'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { LeftAlone } from '@/components/providers/left-alone'
import { isOffline } from '@/components/queries/is-offline'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Panel } from '@/components/ui/panel'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import type { BreakerRow } from '@/lib/domain/breaker'
import type { ProviderRow } from '@/lib/domain/provider'
import { removeProviderAction, switchProviderAction } from './actions'
import { ConnectionTest } from './connection-test'
import { MoveButtons, type MoveButtonsProps } from './move-buttons'
import { ProviderBadges } from './provider-badges'
import { ProviderDialog } from './provider-dialog'
import { ProviderFacts } from './provider-facts'
import { UnpricedTiers } from './unpriced-tiers'

type ProviderCardProps = {
  teamSlug: string
  provider: ProviderRow
  /** its models that are left alone */
  breakers: readonly BreakerRow[]
  /** models without a price */
  unpriced: readonly string[]
  priced: readonly string[] | null
  editable: boolean
  lendsIdentity: boolean
  listedModels: readonly string[]
  onListed: (models: readonly string[]) => void
  /** null: there is nothing to order */
  move: Omit<MoveButtonsProps, 'name'> | null
}

/** One provider: where it is, its models, whether it answers. */
export function ProviderCard(props: ProviderCardProps) {
  const { teamSlug, provider, breakers, unpriced, editable, onListed, move, ...rest } = props
  const router = useRouter()
  const [editing, setEditing] = useState(false)
  const remove = useToastAction(removeProviderAction)
  const switchIt = useToastAction(switchProviderAction)
  const own = editable && provider.origin === 'settings'
  const removeIt = async () => {
    const result = await remove.run({ team: teamSlug, id: provider.id })
    if (result.ok) toast.success(`${provider.name} was removed.`)
    if (!isOffline()) router.refresh()
  }
  const setEnabled = async (enabled: boolean) => {
    await switchIt.run({ team: teamSlug, id: provider.id, enabled })
    router.refresh()
  }
  const actions = (
    <>
      {move === null ? null : <MoveButtons name={provider.name} {...move} />}
      <Switch
        aria-label={`${provider.name} is in use`}
        checked={provider.enabled}
        disabled={switchIt.pending}
        onCheckedChange={(enabled) => void setEnabled(enabled)}
      />
      <Button size="sm" onClick={() => setEditing(true)}>
        Edit
      </Button>
      <ConfirmDialog
        title={`Remove ${provider.name}?`}
        description="Its key is deleted. Runs that wait for it ask the next provider, or fall back to the template. What it cost stays in the figures."
        confirmLabel={`Remove ${provider.name}`}
        onConfirm={removeIt}
      >
        <Button size="sm" variant="ghost">
          Remove
        </Button>
      </ConfirmDialog>
    </>
  )
  return (
    <Panel title={provider.name} note={<ProviderBadges provider={provider} />} actions={own ? actions : null}>
      {breakers.length === 0 ? null : (
        <div className="px-3.5 pt-3.5">
          <LeftAlone breakers={breakers} />
        </div>
      )}
      <ProviderFacts provider={provider} />
      <UnpricedTiers {...{ teamSlug, unpriced, editable }} models={Object.values(provider.models)} />
      <ConnectionTest teamSlug={teamSlug} provider={provider} editable={editable} onListed={onListed} />
      {own ? (
        <ProviderDialog
          teamSlug={teamSlug}
          provider={provider}
          defaultModels={provider.models}
          {...rest}
          open={editing}
          onOpenChange={setEditing}
        />
      ) : null}
    </Panel>
  )
}
