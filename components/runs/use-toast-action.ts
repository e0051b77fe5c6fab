'use client'

import { useCallback } from 'react'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { ActionResult } from '@/lib/domain/action-result'

/** Runs a server action of a button: its failure is a toast with the id to look it up by. */
export function useToastAction<T>(action: (input: unknown) => Promise<ActionResult<T>>) {
  const { run: runAction, pending } = useAction(action)
  const run = useCallback(
    async (input: unknown) => {
      const result = await runAction(input)
      if (!result.ok) {
        toast.error(
          result.text,
          result.requestId === '' ? {} : { description: `request ${result.requestId}` },
        )
      }
      return result
    },
    [runAction],
  )
  return { run, pending }
}
