import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { type AlertEventKind, maySeeAlert } from '@/lib/domain/alert'
import { AssayError } from '@/lib/domain/assay-error'
import type { AuditAction } from '@/lib/domain/audit'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { recordEvent, type StoredAlert } from './record-event'

/** What a person does to an alert that is not over, with its event and audit row. Throws `not-found`, `conflict` (it is over). */
export async function changeAlert(
  ctx: TeamContext,
  alertId: string,
  act: {
    action: AuditAction
    kind: AlertEventKind
    text: string | ((alert: StoredAlert) => string)
    data: Parameters<Transaction['alert']['update']>[0]['data']
  },
): Promise<StoredAlert> {
  assertCan(ctx, 'review')
  const { teamId, userId } = ctx
  return db().$transaction(async (tx) => {
    const found = await tx.alert.findFirst({ where: { id: alertId, teamId }, include: { rule: true } })
    if (found === null || !maySeeAlert(ctx, found.condition)) {
      throw new AssayError('not-found', 'There is no such alert in this team.')
    }
    // The evaluator writes the alert while it holds its rule.
    await tx.$queryRaw`SELECT id FROM alert_rule WHERE id = ${found.ruleId} FOR UPDATE`
    const { openKey } = await tx.alert.findUniqueOrThrow({ where: { id: alertId } })
    if (openKey === null) throw new AssayError('conflict', 'This alert is over: there is nothing left to do.')
    const row = await tx.alert.update({ where: { id: alertId }, data: act.data })
    await recordEvent(tx, row, found.rule, {
      kind: act.kind,
      text: typeof act.text === 'string' ? act.text : act.text(row),
      at: new Date(),
      userId,
    })
    await recordAudit(tx, ctx, {
      action: act.action,
      subjectType: 'alert',
      subjectId: alertId,
      detail: { rule: row.ruleName },
    })
    return row
  })
}
