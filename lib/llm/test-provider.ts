import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import type { ProviderTest, ProviderTestResult } from '@/lib/domain/provider'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { findProviderAccess } from './load-providers'
import { type PriceCall, probeProvider } from './probe-provider'

/**
 * "Test connection": lists models, asks some a tiny question, keeps the result and the form of headers that worked on the
 * provider's row. What it cost belongs to no run, so it is in no budget: the audit log has it. Throws `not-found`.
 */
export async function testProvider(
  ctx: TeamContext,
  { id, tiers }: ProviderTest,
  priceOf: PriceCall,
): Promise<ProviderTestResult> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  const provider = await findProviderAccess(teamId, id)
  if (provider === null) throw new AssayError('not-found', 'This provider was removed or is switched off.')
  const result = await probeProvider(provider, tiers, priceOf)
  const settings = { ...provider.settings, headers: result.headers ?? provider.settings.headers }
  await db().$transaction(async (tx) => {
    await tx.provider.updateMany({
      where: { id, teamId },
      data: { lastTestedAt: new Date(), lastTestOk: result.ok, lastTestText: result.text, settings },
    })
    await recordAudit(tx, ctx, {
      action: 'provider.test',
      subjectType: 'provider',
      subjectId: id,
      detail: {
        name: provider.name,
        ok: result.ok,
        tokens: result.calls.reduce((sum, { tokens }) => sum + tokens, 0),
        costNanoUsd: result.calls.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0),
      },
    })
    await notify(tx, { teamId, topic: 'settings', id })
  })
  return result
}
