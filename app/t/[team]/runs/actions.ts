'use server'

import { z } from 'zod'
import { defineAction } from '@/lib/entry/define-action'
import { ReviewRequest, reviewRun } from '@/lib/feedback/review-run'
import { undoReview } from '@/lib/feedback/undo-review'
import { cancelRun } from '@/lib/runs/cancel-run'
import { retryRun } from '@/lib/runs/retry-run'
import { EditRequest, saveEdit } from '@/lib/runs/save-edit'
import { actOnRuns } from './act-on-runs'

const RunIds = z.object({ runIds: z.array(z.string().min(1)).min(1).max(200) })

export const cancelRunsAction = defineAction({
  name: 'cancel-runs',
  permission: 'launch',
  input: RunIds,
  handler: (ctx, { runIds }) =>
    actOnRuns(runIds, async (runId) => {
      const { cancelled } = await cancelRun(ctx, runId)
      return cancelled
    }),
})

export const retryRunsAction = defineAction({
  name: 'retry-runs',
  permission: 'launch',
  input: RunIds,
  handler: (ctx, { runIds }) =>
    actOnRuns(runIds, async (runId) => {
      await retryRun(ctx, runId)
      return true
    }),
})

export const reviewRunAction = defineAction({
  name: 'review-run',
  permission: 'review',
  input: ReviewRequest,
  handler: (ctx, review) => reviewRun(ctx, review),
})

export const undoReviewAction = defineAction({
  name: 'undo-review',
  permission: 'review',
  input: z.object({ reviewId: z.string().min(1) }),
  handler: (ctx, { reviewId }) => undoReview(ctx, reviewId),
})

export const saveEditAction = defineAction({
  name: 'save-edit',
  permission: 'review',
  input: EditRequest,
  handler: (ctx, edit) => saveEdit(ctx, edit),
})
