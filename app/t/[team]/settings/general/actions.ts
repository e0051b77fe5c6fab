'use server'

import { z } from 'zod'
import { setTimeZone } from '@/lib/admin/set-time-zone'
import { TeamName } from '@/lib/domain/team'
import { defineAction } from '@/lib/entry/define-action'
import { renameTeam } from '@/lib/teams/rename-team'
import { setUseModel } from '@/lib/teams/set-use-model'
import { setViewersSeeCosts } from '@/lib/teams/set-viewers-see-costs'

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

export const setViewersSeeCostsAction = defineAction({
  name: 'set-viewers-see-costs',
  permission: 'manage-settings',
  input: z.object({ seesCosts: z.boolean() }),
  handler: setViewersSeeCosts,
})

export const setTimeZoneAction = defineAction({
  name: 'set-time-zone',
  permission: 'manage-settings',
  input: z.object({ timeZone: z.string().trim().max(64) }),
  handler: setTimeZone,
})
