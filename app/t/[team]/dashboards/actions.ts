'use server'

import { z } from 'zod'
import { SavedViewDraft } from '@/lib/domain/saved-view'
import { defineAction } from '@/lib/entry/define-action'
import { removeView } from '@/lib/metrics/saved-views/remove-view'
import { saveView } from '@/lib/metrics/saved-views/save-view'

export const saveViewAction = defineAction({
  name: 'save-view',
  permission: 'keep-views',
  input: SavedViewDraft,
  handler: saveView,
})

export const removeViewAction = defineAction({
  name: 'remove-view',
  permission: 'keep-views',
  input: z.object({ id: z.string().min(1) }),
  handler: removeView,
})
