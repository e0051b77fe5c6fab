'use client'

import { type Query, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type LiveState, subscribeLive } from './live-connection'
import { queryKeys } from './query-keys'
import { StaleBatch } from './stale-batch'
import { staleKeys } from './stale-keys'

/** Long enough to gather a burst, too short to be noticed. */
const PAUSE_MS = 80

/**
 * Keeps the page's queries fresh while it is on screen and its tab is seen: refetches what an event makes stale, and everything of the
 * team each time the stream (re)opens, for events sent while it was not open are lost. Once per page, by its shell: of
 * two, each would cancel what the other has asked for.
 */
export function useLive(team: string): LiveState {
  const queryClient = useQueryClient()
  const [state, setState] = useState<LiveState>({ kind: 'connecting' })
  useEffect(() => {
    const batch = new StaleBatch(async (keys) => {
      // A page that nobody sees waits: what is stale is asked for as soon as it is seen again.
      const refetchType = document.visibilityState === 'hidden' ? 'none' : 'active'
      await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey, refetchType })))
    }, PAUSE_MS)
    return subscribeLive(team, {
      onStale: () => {
        batch.add([queryKeys.team(team)])
        // What failed while the server was away is asked for again, also what never changes and so is no event's.
        void queryClient.refetchQueries({ type: 'active', predicate: failedOutside(team) })
      },
      onMessage: (message) => batch.add(staleKeys(team, message)),
      onState: setState,
    })
  }, [team, queryClient])
  return state
}

/** Queries that failed and are not the team's own, which are asked again anyway. */
const failedOutside =
  (team: string) =>
  ({ state, queryKey }: Query): boolean =>
    state.status === 'error' && !(queryKey[0] === 't' && queryKey[1] === team)
