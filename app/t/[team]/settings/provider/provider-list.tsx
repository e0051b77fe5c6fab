'use client'

import { PlugZap, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { ProviderRow, TierModels } from '@/lib/domain/provider'
import { orderProvidersAction } from './actions'
import { ProviderCard } from './provider-card'
import { ProviderDialog } from './provider-dialog'

type ProviderListProps = {
  teamSlug: string
  providers: readonly ProviderRow[]
  editable: boolean
  defaultModels: TierModels
  lendsIdentity: boolean
}

/** The ids with the one at `index` moved by one place. */
function moved(providers: readonly ProviderRow[], index: number, by: -1 | 1): string[] {
  const ids = providers.map(({ id }) => id)
  const [id = ''] = ids.splice(index, 1)
  ids.splice(index + by, 0, id)
  return ids
}

/** The connected providers, in the order in which they are asked. */
export function ProviderList({
  teamSlug,
  providers,
  editable,
  defaultModels,
  lendsIdentity,
}: ProviderListProps) {
  const router = useRouter()
  const order = useToastAction(orderProvidersAction)
  const [adding, setAdding] = useState(false)
  const [said, setSaid] = useState('')
  /** models that a server listed when it was tested: suggestions for its form */
  const [listed, setListed] = useState<Record<string, readonly string[]>>({})
  const move = async (index: number, by: -1 | 1) => {
    const result = await order.run({ team: teamSlug, ids: moved(providers, index, by) })
    if (result.ok)
      setSaid(`${providers[index]?.name} is now number ${index + by + 1} of ${providers.length}.`)
    router.refresh()
  }
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
          {providers.map((provider, index) => (
            <ProviderCard
              key={provider.id}
              teamSlug={teamSlug}
              provider={provider}
              editable={editable}
              lendsIdentity={lendsIdentity}
              listedModels={listed[provider.id] ?? []}
              onListed={(models) => setListed((before) => ({ ...before, [provider.id]: models }))}
              move={
                providers.length < 2
                  ? null
                  : {
                      isFirst: index === 0,
                      isLast: index === providers.length - 1,
                      disabled: order.pending,
                      onMove: (by) => void move(index, by),
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
        lendsIdentity={lendsIdentity}
        open={adding}
        onOpenChange={setAdding}
      />
    </>
  )
}
