import type { TeamWorld } from '../seed/world'
import type { Caller } from './ask'
import { type ActionInput, callAction } from './call-action'
import { listBuiltActions } from './list-built-actions'
import { fillUrl, TEAM_PLACES } from './place-inputs'

interface OwnCall {
  caller: Caller
  /** whose page it is sent to, and whose slug is in the input */
  team: TeamWorld
  action: string
  input: ActionInput
}

/** Calls an action by name, on a page of the team that uses it. Throws when the build has no such action. */
export async function callOwnAction(baseUrl: string, { caller, team, action, input }: OwnCall) {
  const built = listBuiltActions().find(({ name }) => name === action)
  if (built === undefined) throw new Error(`the build serves no ${action}`)
  const url = fillUrl(built.page, team.slug, TEAM_PLACES[built.page]?.own(team) ?? {})
  return callAction(`${baseUrl}${url}`, caller, built.id, { team: team.slug, ...input })
}
