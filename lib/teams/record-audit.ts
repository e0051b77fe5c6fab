import 'server-only'
import type { Transaction } from '@/lib/db/db'
import type { JsonObject } from '@/lib/db/sql'

/** What was done to what; `action` is noun.verb, e.g. "project.create". `detail` holds no secrets. */
export interface AuditDraft {
  action: string
  subjectType: string
  subjectId: string
  detail?: JsonObject
}

/** Appends an audit row; called inside the transaction of the write it tells of, so that neither is without the other. */
export async function recordAudit(
  tx: Transaction,
  ctx: { teamId: string; userId: string; requestId: string },
  { action, subjectType, subjectId, detail = {} }: AuditDraft,
): Promise<void> {
  const { teamId, userId, requestId } = ctx
  await tx.auditEntry.create({
    data: { teamId, userId, requestId, action, subjectType, subjectId, detail },
  })
}
