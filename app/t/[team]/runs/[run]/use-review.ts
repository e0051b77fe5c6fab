'use client'

import { useCallback } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { toast } from '@/components/ui/toast'
import { reviewRunAction, undoReviewAction } from '../actions'
import { useRunPage } from './run-context'
import { useActiveSeconds } from './use-active-seconds'

export interface ReviewDraft {
  verdict?: 'accepted' | 'rejected'
  acceptUnverified?: boolean
  rating?: number
  comment?: string
}

/** Says a person's word on the output that is looked at, with an undo in the toast. */
export function useReview() {
  const { team, detail, artifact } = useRunPage()
  const { run: send, pending } = useToastAction(reviewRunAction)
  const { run: takeBack } = useToastAction(undoReviewAction)
  const activeSeconds = useActiveSeconds()
  const runId = detail.run.id
  const artifactId = artifact?.id

  const undo = useCallback(
    async (reviewId: string) => {
      const result = await takeBack({ team, reviewId })
      if (result.ok) toast.success('Taken back.')
    },
    [takeBack, team],
  )
  const review = useCallback(
    async (draft: ReviewDraft, said: string) => {
      const result = await send({ team, runId, artifactId, activeSeconds: activeSeconds(), ...draft })
      if (!result.ok) return false
      const { reviewId } = result.data
      toast.success(said, { action: { label: 'Undo', onClick: () => void undo(reviewId) } })
      return true
    },
    [send, team, runId, artifactId, activeSeconds, undo],
  )
  return { review, undo, pending }
}
