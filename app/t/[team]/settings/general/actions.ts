'use server'

import { z } from 'zod'
import { TeamName } from '@/lib/domain/team'
import { defineAction } from '@/lib/entry/define-action'
import { renameTeam } from '@/lib/teams/rename-team'
import { setUseModel } from '@/lib/teams/set-use-model'

export const renameTeamAction = defineAction({
  name: 'rename-team',
  permission: 'manage-team',
  input: z.object({ name: TeamName }),
  handler: renameTeam,
})

export const setUseModelAction = defineAction({
  name: 'set-use-model',
  permission: 'manage-settings',
  input: z.object({ useModel: z.boolean() }),
  handler: setUseModel,
})
