'use client'

import { useCallback, useState } from 'react'
import { isOffline } from '@/components/queries/is-offline'
import type { ActionFailure, ActionResult } from '@/lib/domain/action-result'

const unavailable = (text: string): ActionFailure => ({
  ok: false,
  code: 'unavailable',
  text,
  fields: {},
  requestId: '',
})

const NOT_SENT = unavailable(
  'You are offline, so this was not sent. Nothing you entered is lost: try again when the connection is back.',
)
/** A connection that breaks does not say whether the request had arrived. */
const NO_ANSWER = unavailable(
  'The server gave no answer, so it is not known whether this arrived. Nothing you entered is lost: look before you try again.',
)

type Action<T> = (input: unknown) => Promise<ActionResult<T>>

interface ActionState<T> {
  /** Runs the action; a failure is kept for the form and returned too. Never throws. */
  run: (input: unknown) => Promise<ActionResult<T>>
  pending: boolean
  /** the last failure; cleared by the next run */
  failure: ActionFailure | null
  /** the failure's text for one field */
  fieldError: (field: string) => string | null
  /** the failure's text as a whole, when no field of the form shows it */
  formError: (...shownFields: string[]) => string | null
}

/** Runs a server action for a form: pending state, and its failure by field. Offline, nothing is sent. */
export function useAction<T>(action: Action<T>): ActionState<T> {
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const run = useCallback(
    async (input: unknown) => {
      setPending(true)
      setFailure(null)
      const result = isOffline() ? NOT_SENT : await action(input).catch((): ActionResult<T> => NO_ANSWER)
      setPending(false)
      if (!result.ok) setFailure(result)
      return result
    },
    [action],
  )
  return {
    run,
    pending,
    failure,
    fieldError: (field) => failure?.fields[field] ?? null,
    formError: (...shownFields) =>
      failure === null || shownFields.some((field) => field in failure.fields) ? null : failure.text,
  }
}
