'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { queryKeys } from '@/components/queries/query-keys'
import { useToastAction } from '@/components/runs/use-toast-action'
import { toast } from '@/components/ui/toast'
import { formatPlural } from '@/lib/format/format-count'
import type { RunsActed } from './act-on-runs'
import { cancelRunsAction, retryRunsAction } from './actions'

/** Cancel and re-run, for one run or many; says what became of it, and shows it at once, also without live events. */
export function useRunActs(team: string) {
  const queries = useQueryClient()
  const refresh = useCallback(
    () => void queries.invalidateQueries({ queryKey: queryKeys.team(team) }),
    [queries, team],
  )
  const { run: cancelRuns, pending: cancelling } = useToastAction(cancelRunsAction)
  const { run: retryRuns, pending: retrying } = useToastAction(retryRunsAction)
  const cancel = useCallback(
    async (runIds: readonly string[]) => {
      const result = await cancelRuns({ team, runIds })
      if (!result.ok) return
      report(result.data, 'cancelled')
      refresh()
    },
    [cancelRuns, refresh, team],
  )
  const retry = useCallback(
    async (runIds: readonly string[]) => {
      const result = await retryRuns({ team, runIds })
      if (!result.ok) return
      report(result.data, 'queued again')
      refresh()
    },
    [retryRuns, refresh, team],
  )
  return { cancel, retry, cancelling, retrying }
}

function report({ done, refused }: RunsActed, what: string): void {
  const reasons = [...new Set(refused.map(({ text }) => text))].join(' ')
  if (done === 0) toast.warning(`Nothing was ${what}.`, { description: reasons })
  else if (refused.length > 0) {
    toast.success(`${formatPlural(done, 'run')} ${what}; ${refused.length} not.`, { description: reasons })
  } else toast.success(`${formatPlural(done, 'run')} ${what}.`)
}
