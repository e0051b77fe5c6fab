import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { findProviderAccess } from './load-providers'
import { type ProbeResult, probeProvider } from './probe-provider'

/** "Test connection": lists models, makes one tiny call, keeps the result on the provider's row. Throws `not-found`. */
export async function testProvider(ctx: TeamContext, input: { id: string }): Promise<ProbeResult> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  const provider = await findProviderAccess(teamId, input.id)
  if (provider === null) throw new AssayError('not-found', 'This provider was removed or is switched off.')
  const result = await probeProvider(provider)
  await db().$transaction(async (tx) => {
    await tx.provider.updateMany({
      where: { id: provider.id, teamId },
      data: { lastTestedAt: new Date(), lastTestOk: result.ok, lastTestText: result.text },
    })
    await recordAudit(tx, ctx, {
      action: 'provider.test',
      subjectType: 'provider',
      subjectId: provider.id,
      detail: { name: provider.name, ok: result.ok },
    })
    await notify(tx, { teamId, topic: 'settings', id: provider.id })
  })
  return result
}
