import 'server-only'
import { INTERACTIVE_RUNS } from '../slots/is-interactive'

/**
 * The part of a queue that a launch's runs wait in. The engine starts flows of each part by itself: a team's large launch
 * waits behind no other team's, and its small ones not behind its large ones.
 */
export function flowPartition(teamId: string, runsOfLaunch: number): string {
  return `${teamId}:${runsOfLaunch <= INTERACTIVE_RUNS ? 'interactive' : 'bulk'}`
}
