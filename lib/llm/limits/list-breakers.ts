import 'server-only'
import { db } from '@/lib/db/db'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { loadProviders } from '../load-providers'

/** A model that its provider fails to serve, for pages. */
export interface BreakerRow {
  providerId: string
  providerName: string
  model: string
  /** `closed` with failures: it failed of late, not often enough to be left alone */
  state: 'closed' | 'open' | 'half-open'
  failures: number
  lastText: string | null
  /** ISO 8601 */
  openedAt: string | null
  /** from here on one call may try; ISO 8601 */
  probeAt: string | null
}

/** The models of the team's providers whose last call failed, the longest open first. */
export async function listBreakers(ctx: TeamContext): Promise<BreakerRow[]> {
  assertCan(ctx, 'view')
  const providers = new Map((await loadProviders(ctx.teamId)).map(({ id, name }) => [id, name]))
  const rows = await db().breaker.findMany({
    where: { providerId: { in: [...providers.keys()] }, failures: { gt: 0 } },
    orderBy: [{ openedAt: { sort: 'asc', nulls: 'last' } }, { model: 'asc' }],
  })
  return rows.map((row) => ({
    providerId: row.providerId,
    providerName: providers.get(row.providerId) ?? row.providerId,
    model: row.model,
    state: row.state === 'open' || row.state === 'half-open' ? row.state : 'closed',
    failures: row.failures,
    lastText: row.lastText,
    openedAt: row.openedAt?.toISOString() ?? null,
    probeAt: row.probeAt?.toISOString() ?? null,
  }))
}
