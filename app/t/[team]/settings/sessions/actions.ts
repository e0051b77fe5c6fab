'use server'

import { endSessions } from '@/lib/auth/end-sessions'
import { EndSessions } from '@/lib/domain/session'
import { defineAction } from '@/lib/entry/define-action'

export const endSessionsAction = defineAction({
  name: 'end-sessions',
  permission: 'signed-in',
  input: EndSessions,
  handler: endSessions,
})
