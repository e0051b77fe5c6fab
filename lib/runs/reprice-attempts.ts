import 'server-only'
import type { z } from 'zod'
import { adjustBudgets } from '@/lib/budgets/adjust-budgets'
import { db, type Transaction } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { RepriceOrder, RepricePreview } from '@/lib/domain/price'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { refreshRunCosts } from './execution/refresh-run-cost'
import { findRepricings, type Repricing, rangeOf } from './reprice/find-repricings'
import { sumRepricings } from './reprice/sum-repricings'

/**
 * Prices attempts again, by the rows that hold for their time now, in one transaction: attempts (by which row and amount
 * they stood before is kept), spans, runs and what budgets have spent in their present period. Throws `conflict` when it would change
 * something else than what was seen.
 */
export async function repriceAttempts(
  ctx: TeamContext,
  order: z.infer<typeof RepriceOrder>,
): Promise<RepricePreview> {
  assertCan(ctx, 'manage-settings')
  const { teamId, userId } = ctx
  const { seen } = order
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`reprice ${teamId}`}))`
    const repricings = await findRepricings(tx, teamId, order)
    const preview = sumRepricings(repricings)
    const { byModel, ...change } = preview
    if (change.attempts !== seen.attempts || change.afterNanoUsd !== seen.afterNanoUsd) {
      throw new AssayError('conflict', 'Attempts or prices have changed since. Look at the difference again.')
    }
    await rewriteCosts(tx, teamId, repricings)
    await refreshRunCosts([...new Set(repricings.map(({ runId }) => runId))], tx)
    const { gte: fromDate, lt: toDate } = rangeOf(order)
    // Of those that were asked for, the ones whose attempts it changes.
    const models = byModel.map(({ model }) => model)
    const row = await tx.reprice.create({
      data: { teamId, fromDate, toDate, models, ...change, createdBy: userId },
    })
    await recordAudit(tx, ctx, {
      action: 'price.reprice',
      subjectType: 'reprice',
      subjectId: row.id,
      detail: { from: order.from, to: order.to, models, ...change },
    })
    // Last, as it keeps the team's calls waiting.
    await adjustBudgets(
      tx,
      teamId,
      repricings.map(({ attemptId, beforeNanoUsd, afterNanoUsd }) => ({
        attemptId,
        differenceNanoUsd: afterNanoUsd - beforeNanoUsd,
      })),
    )
    return preview
  })
}

async function rewriteCosts(tx: Transaction, teamId: string, repricings: Repricing[]): Promise<void> {
  const ids = repricings.map(({ attemptId }) => attemptId)
  const costs = repricings.map(({ afterNanoUsd }) => String(afterNanoUsd))
  await tx.$executeRaw`
    UPDATE attempt SET "firstCostNanoUsd" = coalesce("firstCostNanoUsd", "costNanoUsd"),
      "earlierCharges" = coalesce("earlierCharges", '[]'::jsonb) || jsonb_build_object('priceId', "priceId",
        'priceGuessed', "priceGuessed", 'costNanoUsd', "costNanoUsd", 'until', ${new Date().toISOString()}::text),
      "costNanoUsd" = c.cost, "priceId" = c.price, "priceGuessed" = c.guessed
    FROM unnest(${ids}::text[], ${costs}::text[]::bigint[], ${repricings.map(({ priceId }) => priceId)}::text[],
                ${repricings.map(({ priceGuessed }) => priceGuessed)}::boolean[]) AS c(id, cost, price, guessed)
    WHERE attempt.id = c.id AND "teamId" = ${teamId}`
  await tx.$executeRaw`
    UPDATE run_span SET "costNanoUsd" = c.cost
    FROM unnest(${ids}::text[], ${costs}::text[]::bigint[]) AS c(id, cost)
    WHERE "attemptId" = c.id AND "teamId" = ${teamId}
      AND "runId" = ANY(${[...new Set(repricings.map(({ runId }) => runId))]}::text[])`
}
