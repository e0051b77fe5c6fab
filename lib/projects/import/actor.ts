import 'server-only'
import type { TeamContext } from '@/lib/teams/team-context'

/** In whose name files are stored: also by a worker, long after the person's request. */
export type Actor = Pick<TeamContext, 'teamId' | 'userId' | 'requestId'>
