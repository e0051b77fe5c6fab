'use client'

import { House, Power, Server } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import type { ProviderRow } from '@/lib/domain/provider'
import { removeProviderAction } from './actions'
import { ConnectionTest } from './connection-test'
import { ProviderDialog } from './provider-dialog'

type ProviderCardProps = {
  teamSlug: string
  provider: ProviderRow
  editable: boolean
  listedModels: readonly string[]
  onListed: (models: readonly string[]) => void
}

/** One provider: where it is, its models, whether it answers. */
export function ProviderCard({ teamSlug, provider, editable, listedModels, onListed }: ProviderCardProps) {
  const router = useRouter()
  const [editing, setEditing] = useState(false)
  const { run: remove } = useToastAction(removeProviderAction)
  const own = editable && provider.origin === 'settings'
  const removeIt = async () => {
    const result = await remove({ team: teamSlug, id: provider.id })
    if (result.ok) toast.success(`${provider.name} was removed.`)
    router.refresh()
  }
  return (
    <Panel
      title={provider.name}
      note={<Badges provider={provider} />}
      actions={
        own ? (
          <>
            <Button size="sm" onClick={() => setEditing(true)}>
              Edit
            </Button>
            <ConfirmDialog
              title={`Remove ${provider.name}?`}
              description="Its key is deleted. Runs that wait for it fall back to the template. What it cost stays in the figures."
              confirmLabel={`Remove ${provider.name}`}
              onConfirm={removeIt}
            >
              <Button size="sm" variant="ghost">
                Remove
              </Button>
            </ConfirmDialog>
          </>
        ) : null
      }
    >
      <dl className="grid gap-x-6 gap-y-1.5 p-3.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <Fact name="Address">
          <span className="break-all font-mono text-xs">{provider.baseUrl}</span>
        </Fact>
        <Fact name="Key">
          {provider.keyLastFour === null ? (
            <span className="text-dim">none</span>
          ) : (
            <span className="font-mono text-xs">
              <span aria-hidden>••••</span>
              <span className="sr-only">ends in </span>
              {provider.keyLastFour}
            </span>
          )}
        </Fact>
        <Fact name="Cheap tier">{provider.models.cheap}</Fact>
        <Fact name="Capable tier">{provider.models.capable}</Fact>
        <Fact name="Premium tier">{provider.models.premium}</Fact>
      </dl>
      <ConnectionTest teamSlug={teamSlug} provider={provider} editable={editable} onListed={onListed} />
      {own ? (
        <ProviderDialog
          teamSlug={teamSlug}
          provider={provider}
          defaultModels={provider.models}
          listedModels={listedModels}
          open={editing}
          onOpenChange={setEditing}
        />
      ) : null}
    </Panel>
  )
}

function Badges({ provider }: { provider: ProviderRow }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {provider.kind === 'anthropic' ? 'Anthropic' : 'Anthropic-compatible server'}
      {provider.isLocal ? (
        <Pill>
          <House aria-hidden /> local
        </Pill>
      ) : null}
      {provider.enabled ? null : (
        <Pill tone="warn">
          <Power aria-hidden /> switched off
        </Pill>
      )}
      {provider.origin === 'environment' ? (
        <Pill title="Set by ANTHROPIC_API_KEY or ANTHROPIC_BASE_URL; used until the team connects its own.">
          <Server aria-hidden /> from the server’s environment
        </Pill>
      ) : null}
    </span>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-dim">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
