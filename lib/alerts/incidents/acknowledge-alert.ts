import 'server-only'
import { z } from 'zod'
import { AlertAct } from '@/lib/domain/alert'
import { parseInput } from '@/lib/domain/parse-input'
import type { TeamContext } from '@/lib/teams/team-context'
import { changeAlert } from './change-alert'

const Acknowledgement = AlertAct.extend({ acknowledged: z.boolean().default(true) })

/** Says that somebody looks after an alert, or no longer does: it is not told again while it lasts. Throws `not-found`, `conflict`. */
export async function acknowledgeAlert(ctx: TeamContext, input: unknown): Promise<void> {
  const { alertId, acknowledged } = parseInput(Acknowledgement, input)
  await changeAlert(ctx, alertId, {
    action: acknowledged ? 'alert.acknowledge' : 'alert.unacknowledge',
    kind: acknowledged ? 'acknowledged' : 'unacknowledged',
    text: acknowledged ? 'Looks after it: it is not told again.' : 'No longer looks after it.',
    data: acknowledged
      ? { acknowledgedAt: new Date(), acknowledgedBy: ctx.userId }
      : { acknowledgedAt: null, acknowledgedBy: null },
  })
}
