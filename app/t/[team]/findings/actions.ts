'use server'

import { VerdictRequest } from '@/lib/domain/finding-verdict'
import { defineAction } from '@/lib/entry/define-action'
import { applyFix, FixRequest } from '@/lib/findings/apply-fix'
import { CommitFixRequest, commitFix } from '@/lib/findings/commit-fix'
import { recordVerdicts } from '@/lib/findings/record-verdicts'
import { UndoFixRequest, undoFix } from '@/lib/findings/undo-fix'
import { UndoVerdictsRequest, undoVerdicts } from '@/lib/findings/undo-verdicts'

export const recordVerdictsAction = defineAction({
  name: 'record-verdicts',
  permission: 'review',
  input: VerdictRequest,
  handler: (ctx, request) => recordVerdicts(ctx, request),
})

export const undoVerdictsAction = defineAction({
  name: 'undo-verdicts',
  permission: 'review',
  input: UndoVerdictsRequest,
  handler: (ctx, request) => undoVerdicts(ctx, request),
})

export const applyFixAction = defineAction({
  name: 'apply-fix',
  permission: 'review',
  input: FixRequest,
  handler: (ctx, request) => applyFix(ctx, request),
})

export const undoFixAction = defineAction({
  name: 'undo-fix',
  permission: 'review',
  input: UndoFixRequest,
  handler: (ctx, request) => undoFix(ctx, request),
})

export const commitFixAction = defineAction({
  name: 'commit-fix',
  permission: 'manage-projects',
  input: CommitFixRequest,
  handler: (ctx, request) => commitFix(ctx, request),
})
