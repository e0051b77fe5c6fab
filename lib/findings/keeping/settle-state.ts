import 'server-only'
import type { Transaction } from '@/lib/db/db'

/** Sets the state of findings to what people said last, or open; what is fixed stays so, what was accepted is shown. */
export async function settleState(tx: Transaction, teamId: string, findingIds: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE finding SET
      state = CASE WHEN finding."fixedAt" IS NOT NULL THEN 'fixed' ELSE coalesce(newest.verdict, 'open') END,
      "dismissReason" = CASE WHEN finding."fixedAt" IS NULL THEN newest.reason END,
      "hiddenWhy" = CASE WHEN newest.verdict = 'accepted' THEN NULL ELSE finding."hiddenWhy" END
    FROM finding AS asked LEFT JOIN LATERAL (
      SELECT verdict, reason FROM finding_verdict
      WHERE "findingId" = asked.id AND "undoneAt" IS NULL ORDER BY "createdAt" DESC, id DESC LIMIT 1
    ) AS newest ON true
    WHERE finding.id = asked.id AND asked.id = ANY (${findingIds}) AND asked."teamId" = ${teamId}`
}
