import 'server-only'
import { db } from '@/lib/db/db'
import { ProviderRow } from '@/lib/domain/provider'
import { keyLastFour } from '@/lib/domain/provider-key'
import { defaultAddress, ProviderKind, ProviderSettings } from '@/lib/domain/provider-settings'
import { assertCan } from '@/lib/teams/assert-can'
import { hideCosts } from '@/lib/teams/hide-costs'
import type { TeamContext } from '@/lib/teams/team-context'
import { environmentProvider } from './environment-provider'
import type { StoredProvider } from './stored-provider'

/** A row as settings show it: its key's last four characters are all that leaves the server. */
export function toProviderRow(row: StoredProvider): ProviderRow {
  const settings = ProviderSettings.parse(row.settings)
  return ProviderRow.parse({
    ...row,
    // Saved before short keys were hidden: all of such a key would be shown.
    keyLastFour: row.keyLastFour === null || row.keyLastFour.length === 4 ? row.keyLastFour : '',
    settings,
    baseUrl: row.baseUrl ?? defaultAddress(ProviderKind.parse(row.kind), settings),
    origin: 'settings',
    lastTestedAt: row.lastTestedAt?.toISOString() ?? null,
  })
}

/** The team's providers in their order; when it has none, the one of the server's environment, if there is one. */
export async function listProviders(ctx: TeamContext): Promise<ProviderRow[]> {
  assertCan(ctx, 'view')
  const rows = await db().provider.findMany({
    where: { teamId: ctx.teamId },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  const fromEnvironment = rows.length === 0 ? environmentProvider() : null
  // What a test of the connection cost is in its text.
  if (fromEnvironment === null) return hideCosts(ctx, rows.map(toProviderRow))
  const { apiKey, ...shown } = fromEnvironment
  const untested = { lastTestedAt: null, lastTestOk: null, lastTestText: null, lastTest: null }
  const shownKey = apiKey === null ? null : keyLastFour(shown.kind, apiKey)
  return [{ ...shown, ...untested, keyLastFour: shownKey, enabled: true, origin: 'environment' }]
}
