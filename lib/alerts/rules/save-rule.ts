import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AlertRuleDraft } from '@/lib/domain/alert'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { assertOwnScope } from '@/lib/teams/assert-own-scope'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { findOwnRule } from './find-own-rule'
import { forgetSeen } from './forget-seen'

const MOST_RULES = 100

async function ownChannels(tx: Transaction, teamId: string, ids: string[]): Promise<string[]> {
  const rows = await tx.alertChannel.findMany({ where: { teamId, id: { in: ids } }, select: { id: true } })
  if (rows.length === new Set(ids).size) return rows.map(({ id }) => id)
  const text = 'Choose channels of this team.'
  throw new AssayError('not-found', text, { fields: { channelIds: text } })
}

/**
 * Adds a rule or changes one; it is read within seconds. What is open of one that now looks at something else, or has another
 * line, ends. Throws `not-found` (no such rule, scope or channel), `conflict`
 * (too many rules), `invalid-input`.
 */
export async function saveRule(ctx: TeamContext, input: unknown): Promise<{ id: string }> {
  assertCan(ctx, 'manage-settings')
  const draft = parseInput(AlertRuleDraft, input)
  const { teamId } = ctx
  return db().$transaction(async (tx) => {
    const known = draft.id === undefined ? null : await findOwnRule(tx, teamId, draft.id)
    if (known === null && (await tx.alertRule.count({ where: { teamId } })) >= MOST_RULES) {
      throw new AssayError('conflict', `A team has at most ${MOST_RULES} rules. Remove one first.`)
    }
    const { name, condition, scope, severity, allChannels, renotifyHours } = draft
    const data = {
      ...{ name, condition, kind: condition.kind, scope, severity, allChannels },
      scopeId: await assertOwnScope(tx, teamId, draft),
      pendingSeconds: draft.pendingMinutes * 60,
      recoverSeconds: draft.recoverMinutes * 60,
      renotifyMinutes: renotifyHours === null ? null : renotifyHours * 60,
      channelIds: allChannels ? [] : await ownChannels(tx, teamId, draft.channelIds),
    }
    if (known !== null) await forgetSeen(tx, known, data, ctx.userId)
    const row =
      known === null
        ? await tx.alertRule.create({ data: { ...data, teamId, createdBy: ctx.userId } })
        : await tx.alertRule.update({ where: { id: known.id }, data })
    await recordAudit(tx, ctx, {
      action: known === null ? 'alert-rule.create' : 'alert-rule.update',
      subjectType: 'alert-rule',
      subjectId: row.id,
      detail: { name, condition, scope, scopeId: row.scopeId },
    })
    await notify(tx, { teamId, topic: 'settings', id: row.id })
    await notify(tx, { teamId, topic: 'alert', id: row.id })
    return { id: row.id }
  })
}
