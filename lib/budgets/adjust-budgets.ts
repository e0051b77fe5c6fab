import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'

/**
 * After attempts were priced again: adds the difference to what the budgets that bind them have spent, where the
 * attempt was made in the budget's present period. Negative differences give back.
 */
export async function adjustBudgets(
  tx: Transaction,
  teamId: string,
  changes: readonly { attemptId: string; differenceNanoUsd: number }[],
): Promise<void> {
  await tx.$executeRaw`SELECT id FROM budget WHERE "teamId" = ${teamId} ORDER BY id FOR UPDATE`
  await tx.$executeRaw`
    UPDATE budget SET "spentNanoUsd" = "spentNanoUsd" + change.difference
    FROM (
      SELECT b.id, sum(c.difference)::bigint AS difference
      FROM unnest(${changes.map((change) => change.attemptId)}::text[],
                  ${changes.map((change) => String(change.differenceNanoUsd))}::text[]::bigint[]) AS c(id, difference)
      JOIN attempt a ON a.id = c.id AND a."teamId" = ${teamId}
      JOIN budget b ON b."teamId" = a."teamId" AND a."createdAt" >= b."periodStart"
        AND (b.scope, b."scopeId") IN (('team', a."teamId"), ('project', a."projectId"), ('launch', a."launchId"),
                                       ('workflow', a.workflow), ('member', a."userId"))
      GROUP BY b.id
    ) AS change WHERE budget.id = change.id`
  await notify(tx, { teamId, topic: 'budget', id: teamId })
}
