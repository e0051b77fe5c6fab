import 'server-only'
import type { CriteriaBoard } from '@/lib/domain/criterion'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { answerOnce } from '../answer-once'
import { loadCriteria } from './load-criteria'

/** The plan's success criteria of a team, but for that of money when it is asked by somebody who sees no costs. */
export async function getCriteria(ctx: TeamContext): Promise<CriteriaBoard> {
  assertCan(ctx, 'view')
  const board = await answerOnce(ctx.teamId, 'criteria', () => loadCriteria(ctx.teamId, new Date()))
  if (ctx.seesCosts) return board
  return { ...board, criteria: board.criteria.filter(({ unit }) => unit !== 'money') }
}
