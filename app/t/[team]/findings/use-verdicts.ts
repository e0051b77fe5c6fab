'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useCallback } from 'react'
import { REASON_WORD } from '@/components/findings/finding-words'
import { queryKeys } from '@/components/queries/query-keys'
import { useToastAction } from '@/components/runs/use-toast-action'
import { toast } from '@/components/ui/toast'
import type { DismissReason } from '@/lib/domain/finding-row'
import { formatPlural } from '@/lib/format/format-count'
import { recordVerdictsAction, undoVerdictsAction } from './actions'
import type { LastAct } from './last-act'
import { verdictNews } from './verdict-news'

/** A person's word on findings: what is said, and why when it is dismissed. */
export type Said = { verdict: 'accepted' } | { verdict: 'dismissed'; reason: DismissReason; comment?: string }

/** Which words are taken back: of one click, or one of them. */
export type TakenBack = Exclude<LastAct, { fixId: string }>

/** Accepts, dismisses and takes back; tells what it changed elsewhere, with an undo in the toast. */
export function useVerdicts(team: string, lastAct: RefObject<LastAct | null>) {
  const queries = useQueryClient()
  const { run: record, pending: judging } = useToastAction(recordVerdictsAction)
  const { run: takeBack, pending: undoing } = useToastAction(undoVerdictsAction)
  const refresh = useCallback(
    () => void queries.invalidateQueries({ queryKey: queryKeys.everyFinding(team) }),
    [queries, team],
  )
  const undo = useCallback(
    async (which: TakenBack) => {
      const result = await takeBack({ team, ...which })
      if (!result.ok) return false
      lastAct.current = null
      toast.success(`Taken back: ${formatPlural(result.data.findings, 'verdict')}.`)
      refresh()
      return true
    },
    [takeBack, team, refresh, lastAct],
  )
  const judge = useCallback(
    async (findingIds: readonly string[], said: Said) => {
      const result = await record({ team, findingIds, ...said })
      if (!result.ok) return false
      const { bulkId, findings, nowHidden, nowShown } = result.data
      lastAct.current = { bulkId }
      const what =
        said.verdict === 'accepted' ? 'accepted' : `dismissed: ${REASON_WORD[said.reason].toLowerCase()}`
      toast.success(`${formatPlural(findings, 'finding')} ${what}.`, {
        description: verdictNews({ nowHidden, nowShown }),
        action: { label: 'Undo', onClick: () => void undo({ bulkId }) },
      })
      refresh()
      return true
    },
    [record, team, undo, refresh, lastAct],
  )
  return { judge, undo, pending: judging || undoing }
}
