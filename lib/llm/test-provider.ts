import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import type { ProviderTest, ProviderTestResult, TestFindings } from '@/lib/domain/provider'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { forgetRefusals } from './limits/forget-refusals'
import { findProviderAccess } from './load-providers'
import { type PriceCall, probeProvider } from './probe-provider'
import type { StoredProvider } from './stored-provider'

/**
 * "Test connection": lists models, asks some a tiny question, keeps the result and the form of headers that worked on the
 * provider's row. What it cost belongs to no run, so it is in no budget: the audit log has it. Throws `not-found`, and
 * `conflict` when the provider was changed meanwhile: then the result says nothing of it and is not kept.
 */
export async function testProvider(
  ctx: TeamContext,
  { id, tiers }: ProviderTest,
  priceOf: PriceCall,
): Promise<ProviderTestResult> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  const tested = await db().provider.findFirst({ where: { id, teamId } })
  const provider = await findProviderAccess(teamId, id)
  if (provider === null) throw new AssayError('not-found', 'This provider was removed or is switched off.')
  const result = await probeProvider(provider, tiers, priceOf)
  const isKept = await db().$transaction(async (tx) => {
    const kept = tested === null || (await keepResult(tx, tested, result))
    const answered = result.calls.filter(({ ok }) => ok).map(({ model }) => model)
    if (kept) await forgetRefusals(tx, id, answered)
    await recordAudit(tx, ctx, {
      action: 'provider.test',
      subjectType: 'provider',
      subjectId: id,
      detail: {
        name: provider.name,
        ok: result.ok,
        tokens: result.calls.reduce((sum, { tokens }) => sum + tokens, 0),
        costNanoUsd: result.calls.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0),
      },
    })
    await notify(tx, { teamId, topic: 'settings', id })
    return kept
  })
  if (!isKept) {
    throw new AssayError('conflict', 'This provider was changed while it was tested. Test it again.')
  }
  return result
}

/** One statement that writes nothing when somebody has changed what was tested: false. */
async function keepResult(
  tx: Transaction,
  tested: StoredProvider,
  { ok, text, headers, calls, models }: ProviderTestResult,
): Promise<boolean> {
  const { id, teamId, kind, baseUrl, keyEncrypted } = tested
  const found = headers === null ? {} : { headers }
  const findings: TestFindings = { calls, offered: models.length }
  const count = await tx.$executeRaw`
    UPDATE provider SET settings = settings || ${JSON.stringify(found)}::jsonb, "lastTestOk" = ${ok},
      "lastTestText" = ${text}, "lastTest" = ${JSON.stringify(findings)}::jsonb,
      "lastTestedAt" = now() AT TIME ZONE 'UTC',
      "updatedAt" = now() AT TIME ZONE 'UTC'
    WHERE id = ${id} AND "teamId" = ${teamId} AND kind = ${kind} AND "baseUrl" IS NOT DISTINCT FROM ${baseUrl}
      AND "keyEncrypted" IS NOT DISTINCT FROM ${keyEncrypted} AND models = ${JSON.stringify(tested.models)}::jsonb
      AND settings - 'headers' = ${JSON.stringify(tested.settings)}::jsonb - 'headers'`
  return count > 0
}
