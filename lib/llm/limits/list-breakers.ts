import 'server-only'
import { db } from '@/lib/db/db'
import { BreakerRow } from '@/lib/domain/breaker'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { loadProviders } from '../load-providers'

/** The models of the team's providers that are left alone, the longest first. */
export async function listBreakers(ctx: TeamContext): Promise<BreakerRow[]> {
  assertCan(ctx, 'view')
  const providers = new Map((await loadProviders(ctx.teamId)).map(({ id, name }) => [id, name]))
  const rows = await db().breaker.findMany({
    where: { providerId: { in: [...providers.keys()] }, state: { in: ['open', 'half-open', 'refused'] } },
    orderBy: [{ openedAt: { sort: 'asc', nulls: 'last' } }, { model: 'asc' }],
  })
  return rows.map((row) => ({
    providerId: row.providerId,
    providerName: providers.get(row.providerId) ?? row.providerId,
    model: row.model,
    state: BreakerRow.shape.state.parse(row.state),
    isKeyRefused: row.state === 'refused' && row.lastOutcome === 'invalid-key',
    failures: row.failures,
    lastText: row.lastText,
    openedAt: (row.openedAt ?? row.updatedAt).toISOString(),
    probeAt: row.probeAt !== null && row.probeAt > new Date() ? row.probeAt.toISOString() : null,
  }))
}
