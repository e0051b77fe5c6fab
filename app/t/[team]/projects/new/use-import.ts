'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useAction } from '@/components/ui/use-action'
import type { ActionResult } from '@/lib/domain/action-result'
import type { AddedProject } from '@/lib/domain/import'
import { awaitImport } from '../awaited-imports'
import { tellImport } from '../tell-import'

/** A project of the same source that the team has, and how to add it all the same. */
export interface SameSource {
  href: string
  name: string
  addedAt: string
  addAnyway: () => void
}

/** What a form sends, with the wish to add a source twice. */
function evenIfAdded(input: FormData | object): FormData | object {
  if (!(input instanceof FormData)) return { ...input, evenIfAdded: true }
  input.set('evenIfAdded', 'true')
  return input
}

/** Adds a project and goes to it; when its source was added before, asks first. */
export function useImport(action: (input: unknown) => Promise<ActionResult<AddedProject>>, teamSlug: string) {
  const router = useRouter()
  const state = useAction(action)
  const [same, setSame] = useState<SameSource | null>(null)
  const start = async (input: FormData | object) => {
    setSame(null)
    const result = await state.run(input)
    if (!result.ok) return
    const href = `/t/${teamSlug}/projects/${result.data.slug}`
    if (result.data.outcome === 'already-added') {
      const { name, addedAt } = result.data
      setSame({ href, name, addedAt, addAnyway: () => void start(evenIfAdded(input)) })
      return
    }
    if (result.data.outcome === 'added') tellImport(result.data)
    else awaitImport(result.data.importId)
    router.push(href)
  }
  return { ...state, same, start }
}
