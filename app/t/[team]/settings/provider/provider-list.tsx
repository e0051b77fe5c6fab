'use client'

import { PlugZap, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { ProviderRow, TierModels } from '@/lib/domain/provider'
import { ProviderCard } from './provider-card'
import { ProviderDialog } from './provider-dialog'

type ProviderListProps = {
  teamSlug: string
  providers: readonly ProviderRow[]
  editable: boolean
  defaultModels: TierModels
}

/** The connected providers, in the order in which they are tried. */
export function ProviderList({ teamSlug, providers, editable, defaultModels }: ProviderListProps) {
  const [adding, setAdding] = useState(false)
  /** models that a server listed when it was tested: suggestions for its form */
  const [listed, setListed] = useState<Record<string, readonly string[]>>({})
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
          {providers.map((provider) => (
            <ProviderCard
              key={provider.id}
              teamSlug={teamSlug}
              provider={provider}
              editable={editable}
              listedModels={listed[provider.id] ?? []}
              onListed={(models) => setListed((before) => ({ ...before, [provider.id]: models }))}
            />
          ))}
          <div>{add}</div>
        </>
      )}
      <ProviderDialog
        teamSlug={teamSlug}
        provider={null}
        defaultModels={defaultModels}
        listedModels={[]}
        open={adding}
        onOpenChange={setAdding}
      />
    </>
  )
}
