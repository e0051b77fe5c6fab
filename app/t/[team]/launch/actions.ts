'use server'

import { LaunchRequest } from '@/lib/domain/launch'
import { defineAction } from '@/lib/entry/define-action'
import { launchRuns } from '@/lib/runs/launch-runs'

export const launchAction = defineAction({
  name: 'launch',
  permission: 'launch',
  input: LaunchRequest,
  handler: (ctx, request) => launchRuns(ctx, request),
})
