'use server'

import { z } from 'zod'
import { defineAction } from '@/lib/entry/define-action'
import { cancelLaunch } from '@/lib/runs/cancel-launch'

export const cancelLaunchAction = defineAction({
  name: 'cancel-launch',
  permission: 'launch',
  input: z.object({ launchId: z.string().min(1) }),
  handler: (ctx, { launchId }) => cancelLaunch(ctx, launchId),
})
