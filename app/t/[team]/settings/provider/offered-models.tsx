'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useAction } from '@/components/ui/use-action'
import { listOfferedModelsAction } from './actions'
import { textOf } from './read-form'

type OfferedModelsProps = {
  teamSlug: string
  providerId: string | undefined
  isLocal: boolean
  onListed: (models: string[]) => void
}

/** Asks the server whose address and key stand in the form for the names of its models. */
export function OfferedModels({ teamSlug, providerId, isLocal, onListed }: OfferedModelsProps) {
  const list = useAction(listOfferedModelsAction)
  const [count, setCount] = useState<number | null>(null)
  const ask = async (form: HTMLFormElement | null) => {
    if (form === null) return
    setCount(null)
    const data = new FormData(form)
    const result = await list.run({
      team: teamSlug,
      id: providerId,
      baseUrl: textOf(data, 'baseUrl'),
      apiKey: textOf(data, 'apiKey') || null,
      isLocal,
    })
    if (!result.ok) return
    setCount(result.data.models.length)
    onListed(result.data.models)
  }
  const words =
    list.failure?.text ??
    (count === null ? 'Asks the address above.' : `It offers ${count}: they are suggested in each field.`)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button size="sm" loading={list.pending} onClick={(event) => void ask(event.currentTarget.form)}>
        List its models
      </Button>
      <p role="status" className={list.failure === null ? 'text-dim text-xs' : 'text-bad text-xs'}>
        {words}
      </p>
    </div>
  )
}
