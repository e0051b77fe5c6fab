'use server'

import { TargetDraft } from '@/lib/domain/criterion'
import { defineAction } from '@/lib/entry/define-action'
import { setTarget } from '@/lib/metrics/criteria/set-target'

export const setTargetAction = defineAction({
  name: 'set-target',
  permission: 'manage-settings',
  input: TargetDraft,
  handler: setTarget,
})
