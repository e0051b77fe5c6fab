'use server'

import { invalidateCache } from '@/lib/cache/invalidate-cache'
import { setCacheLimits } from '@/lib/cache/set-cache-limits'
import { CacheLimits, CacheSelection } from '@/lib/domain/cache'
import { defineAction } from '@/lib/entry/define-action'

const permission = 'manage-settings'

export const setCacheLimitsAction = defineAction({
  name: 'set-cache-limits',
  permission,
  input: CacheLimits,
  handler: setCacheLimits,
})

export const invalidateCacheAction = defineAction({
  name: 'invalidate-cache',
  permission,
  input: CacheSelection,
  handler: invalidateCache,
})
