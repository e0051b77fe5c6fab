'use server'

import { StartTierPin, StartTierReset } from '@/lib/domain/routing'
import { defineAction } from '@/lib/entry/define-action'
import { pinStartTier } from '@/lib/runs/routing/pin-start-tier'
import { resetStartTier } from '@/lib/runs/routing/reset-start-tier'

const permission = 'manage-settings'

export const pinStartTierAction = defineAction({
  name: 'pin-start-tier',
  permission,
  input: StartTierPin,
  handler: pinStartTier,
})

export const resetStartTierAction = defineAction({
  name: 'reset-start-tier',
  permission,
  input: StartTierReset,
  handler: resetStartTier,
})
