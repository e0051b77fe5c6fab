'use server'

import { z } from 'zod'
import { cancelDeletion } from '@/lib/admin/cancel-deletion'
import { previewRetention } from '@/lib/admin/preview-retention'
import { requestPersonDeletion } from '@/lib/admin/request-person-deletion'
import { setRetention } from '@/lib/admin/set-retention'
import { PersonDeletionDraft } from '@/lib/domain/deletion'
import { RetentionDraft } from '@/lib/domain/retention'
import { defineAction } from '@/lib/entry/define-action'

const permission = 'manage-settings'

export const previewRetentionAction = defineAction({
  name: 'preview-retention',
  permission,
  input: RetentionDraft,
  handler: previewRetention,
})

export const setRetentionAction = defineAction({
  name: 'set-retention',
  permission,
  input: RetentionDraft,
  handler: setRetention,
})

export const requestPersonDeletionAction = defineAction({
  name: 'request-person-deletion',
  permission: 'manage-members',
  input: PersonDeletionDraft,
  handler: requestPersonDeletion,
})

export const cancelDeletionAction = defineAction({
  name: 'cancel-deletion',
  permission,
  input: z.object({ id: z.string().min(1) }),
  handler: cancelDeletion,
})
