'use client'

import { PlugZap, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { startTransition, useOptimistic, useState } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { BreakerRow } from '@/lib/domain/breaker'
import type { ProviderRow, TierModels } from '@/lib/domain/provider'
import { orderProvidersAction } from './actions'
import { ProviderCard } from './provider-card'
import { ProviderDialog } from './provider-dialog'

type ProviderListProps = {
  teamSlug: string
  providers: readonly ProviderRow[]
  /** models that are left alone */
  breakers: readonly BreakerRow[]
  /** models without a price */
  unpriced: readonly string[]
  /** names of price rows in force, for forms; null: who looks sees no prices */
  priced: readonly string[] | null
  editable: boolean
  defaultModels: TierModels
  lendsIdentity: boolean
}

/** The providers with the one at `index` moved by one place. */
function moved(providers: readonly ProviderRow[], index: number, by: -1 | 1): ProviderRow[] {
  const rows = [...providers]
  rows.splice(index + by, 0, ...rows.splice(index, 1))
  return rows
}

/** The connected providers, in the order in which they are asked. */
export function ProviderList({
  teamSlug,
  providers,
  breakers,
  unpriced,
  priced,
  editable,
  defaultModels,
  lendsIdentity,
}: ProviderListProps) {
  const router = useRouter()
  const order = useToastAction(orderProvidersAction)
  const [shown, setShown] = useOptimistic(providers)
  const [adding, setAdding] = useState(false)
  const [said, setSaid] = useState('')
  /** models that a server listed when it was tested: suggestions for its form */
  const [listed, setListed] = useState<Record<string, readonly string[]>>({})
  const move = (index: number, by: -1 | 1) =>
    startTransition(async () => {
      const next = moved(shown, index, by)
      setShown(next)
      setSaid(`${shown[index]?.name} is now number ${index + by + 1} of ${shown.length}.`)
      await order.run({ team: teamSlug, ids: next.map(({ id }) => id) })
      router.refresh()
    })
  const add = editable ? (
    <Button variant={providers.length === 0 ? 'primary' : 'secondary'} onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Connect a model
    </Button>
  ) : null
  return (
    <>
      {providers.length === 0 ? (
        <Panel>
          <EmptyState icon={PlugZap} title="No model is connected" action={add}>
            Everything works without one: runs take the template path and cost nothing. With a model, a run
            asks it first, checks its answer by running it, and falls back to the template when nothing valid
            comes.
            {editable ? '' : ' Ask an owner or admin of the team to connect one.'}
          </EmptyState>
        </Panel>
      ) : (
        <>
          {providers.length > 1 ? (
            <p className="text-dim text-sm">
              Asked in this order: when one is down, refuses its key or is at its limit, the next stands in.
            </p>
          ) : null}
          {shown.map((provider, index) => (
            <ProviderCard
              key={provider.id}
              teamSlug={teamSlug}
              provider={provider}
              breakers={breakers.filter(({ providerId }) => providerId === provider.id)}
              unpriced={provider.isLocal ? [] : unpriced}
              priced={priced}
              editable={editable}
              lendsIdentity={lendsIdentity}
              listedModels={listed[provider.id] ?? []}
              onListed={(models) => setListed((before) => ({ ...before, [provider.id]: models }))}
              move={
                providers.length < 2
                  ? null
                  : {
                      isFirst: index === 0,
                      isLast: index === shown.length - 1,
                      onMove: (by) => move(index, by),
                    }
              }
            />
          ))}
          <p className="sr-only" role="status">
            {said}
          </p>
          <div>{add}</div>
        </>
      )}
      <ProviderDialog
        teamSlug={teamSlug}
        provider={null}
        defaultModels={defaultModels}
        listedModels={[]}
        priced={priced}
        lendsIdentity={lendsIdentity}
        open={adding}
        onOpenChange={setAdding}
      />
    </>
  )
}
