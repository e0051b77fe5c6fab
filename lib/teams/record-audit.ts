import 'server-only'
import type { Transaction } from '@/lib/db/db'
import type { JsonObject } from '@/lib/db/sql'
import type { AuditAction } from '@/lib/domain/audit'

/** What was done to what; `detail` holds no secrets and no names of people: they are looked up. */
export interface AuditDraft {
  action: AuditAction
  subjectType: string
  subjectId: string
  detail?: JsonObject
}

/** Appends an audit row, `userId` null for what Assay does by itself; called inside the transaction of the write it tells of, so that neither is without the other. */
export async function recordAudit(
  tx: Transaction,
  ctx: { teamId: string; userId: string | null; requestId: string },
  { action, subjectType, subjectId, detail = {} }: AuditDraft,
): Promise<void> {
  const { teamId, userId, requestId } = ctx
  await tx.auditEntry.create({
    data: { teamId, userId, requestId, action, subjectType, subjectId, detail },
  })
}
