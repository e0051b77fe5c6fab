'use server'

import { VerdictRequest } from '@/lib/domain/finding-verdict'
import { defineAction } from '@/lib/entry/define-action'
import { recordVerdicts } from '@/lib/findings/record-verdicts'
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
