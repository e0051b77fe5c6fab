import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import type { PriceDraft } from '@/lib/domain/price'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { forgetPrices } from './load-prices'

/**
 * Adds a price of the team's own, from a day on; it wins over the list's. Rows are never changed, as attempts point to
 * them. Other processes charge by it within 30 s. Throws `conflict` when there is one of this model, day and band.
 */
export async function addPrice(ctx: TeamContext, draft: PriceDraft): Promise<{ id: string }> {
  assertCan(ctx, 'manage-settings')
  const { teamId, userId } = ctx
  const { model, from, minPromptTokens } = draft
  const effectiveFrom = new Date(`${from}T00:00:00Z`)
  const place = { teamId, model, effectiveFrom, minPromptTokens }
  const id = `${model}@${from}${minPromptTokens === 0 ? '' : `+${minPromptTokens}`}~${teamId}`
  await db().$transaction(async (tx) => {
    const { count } = await tx.price.createMany({
      data: [
        {
          ...place,
          id,
          inputNanoUsdPerMTok: BigInt(draft.input),
          outputNanoUsdPerMTok: BigInt(draft.output),
          cacheReadNanoUsdPerMTok: BigInt(draft.cacheRead),
          cacheWrite5mNanoUsdPerMTok: BigInt(draft.cacheWrite5m),
          cacheWrite1hNanoUsdPerMTok: BigInt(draft.cacheWrite1h),
          batchFactorPermille: Math.round(draft.batchPercent * 10),
          source: draft.source,
          sourceDate: new Date(),
          createdBy: userId,
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) {
      const text = 'There is a price of this model, day and band already: choose another day.'
      throw new AssayError('conflict', text, { fields: { from: text } })
    }
    await recordAudit(tx, ctx, {
      action: 'price.create',
      subjectType: 'price',
      subjectId: id,
      detail: { ...draft },
    })
    await notify(tx, { teamId, topic: 'settings', id })
  })
  forgetPrices()
  return { id }
}
