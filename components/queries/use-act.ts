'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import type { ActionFailure, ActionResult } from '@/lib/domain/action-result'

const unreachable: ActionFailure = {
  ok: false,
  code: 'unavailable',
  text: 'The server cannot be reached, so nothing was changed. Check the connection and try again.',
  fields: {},
  requestId: '',
}

/** Calls a server action and says when it failed, with the id to look it up by. `pending` while it is under way. */
export function useAct<T>(action: (input: unknown) => Promise<ActionResult<T>>): {
  act: (input: unknown) => Promise<ActionResult<T>>
  pending: boolean
} {
  const [pending, setPending] = useState(false)
  const act = async (input: unknown): Promise<ActionResult<T>> => {
    setPending(true)
    const result = await action(input).catch(() => unreachable)
    setPending(false)
    if (!result.ok) {
      toast.error(result.text, {
        description: result.requestId === '' ? undefined : `request ${result.requestId}`,
      })
    }
    return result
  }
  return { act, pending }
}
