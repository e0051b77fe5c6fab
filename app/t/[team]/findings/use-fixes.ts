'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useCallback } from 'react'
import { queryKeys } from '@/components/queries/query-keys'
import { useToastAction } from '@/components/runs/use-toast-action'
import { toast } from '@/components/ui/toast'
import { applyFixAction, commitFixAction, undoFixAction } from './actions'
import type { LastAct } from './last-act'

/** Applies checked fixes, takes them back, and commits them to a branch. */
export function useFixes(team: string, lastAct: RefObject<LastAct | null>) {
  const queries = useQueryClient()
  const { run: sendApply, pending: applying } = useToastAction(applyFixAction)
  const { run: sendUndo, pending: undoing } = useToastAction(undoFixAction)
  const { run: sendCommit, pending: committing } = useToastAction(commitFixAction)
  const refresh = useCallback(
    () => void queries.invalidateQueries({ queryKey: queryKeys.everyFinding(team) }),
    [queries, team],
  )
  const undo = useCallback(
    async (fixId: string) => {
      const result = await sendUndo({ team, fixId })
      if (!result.ok) return
      lastAct.current = null
      const { branch } = result.data
      toast.success(
        'The fix is taken back.',
        branch === null
          ? {}
          : {
              description: `The branch ${branch} stays in the repository. Delete it there if nobody needs it.`,
            },
      )
      refresh()
    },
    [sendUndo, team, refresh, lastAct],
  )
  const apply = useCallback(
    async (findingId: string) => {
      const result = await sendApply({ team, findingId })
      if (!result.ok) return
      const { fixId, version } = result.data
      lastAct.current = { fixId }
      toast.success(`The fix is applied: version ${version} of the module.`, {
        description: 'It is among the outputs of its run; the files of the project are not touched.',
        action: { label: 'Undo', onClick: () => void undo(fixId) },
      })
      refresh()
    },
    [sendApply, team, refresh, undo, lastAct],
  )
  const commit = useCallback(
    async (fixId: string) => {
      const result = await sendCommit({ team, fixId })
      if (!result.ok) return
      const { branch, commit: hash } = result.data
      toast.success(`Committed to ${branch}.`, { description: hash.slice(0, 10) })
      refresh()
    },
    [sendCommit, team, refresh],
  )
  return { apply, undo, commit, pending: applying || undoing || committing }
}
