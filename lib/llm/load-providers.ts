import 'server-only'
import { db } from '@/lib/db/db'
import { TierModels } from '@/lib/domain/provider'
import {
  defaultAddress,
  ProviderKind,
  ProviderLimits,
  ProviderSettings,
} from '@/lib/domain/provider-settings'
import { ENVIRONMENT_PROVIDER_ID, environmentProvider } from './environment-provider'
import type { ProviderAccess } from './provider-access'
import { openKey } from './seal-key'
import type { StoredProvider } from './stored-provider'

/** A provider whose key is opened only when a call is made. */
export type KnownProvider = Omit<ProviderAccess, 'apiKey'> & { openApiKey: () => string | null }

function toKnown(row: StoredProvider): KnownProvider {
  const kind = ProviderKind.parse(row.kind)
  const settings = ProviderSettings.parse(row.settings)
  return {
    id: row.id,
    name: row.name,
    kind,
    baseUrl: row.baseUrl ?? defaultAddress(kind, settings),
    isLocal: row.isLocal,
    models: TierModels.parse(row.models),
    settings,
    limits: ProviderLimits.parse(row.limits),
    openApiKey: () => (row.keyEncrypted === null ? null : openKey(row.teamId, row.keyEncrypted)),
  }
}

/**
 * The enabled providers of a team, in their order; when it has none at all, the one of the server's environment. A team
 * that has disabled all of its own calls nobody.
 */
export async function loadProviders(teamId: string): Promise<KnownProvider[]> {
  const rows = await db().provider.findMany({
    where: { teamId },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  if (rows.length > 0) return rows.filter(({ enabled }) => enabled).map(toKnown)
  const fromEnvironment = environmentProvider()
  if (fromEnvironment === null) return []
  const { apiKey, ...rest } = fromEnvironment
  return [{ ...rest, openApiKey: () => apiKey }]
}

/**
 * The provider with its key, for a call; null when it was removed or disabled meanwhile. `evenIfOff`: to fetch what it was
 * asked for before it was disabled. Throws when the key does not open.
 */
export async function findProviderAccess(
  teamId: string,
  providerId: string,
  { evenIfOff = false }: { evenIfOff?: boolean } = {},
): Promise<ProviderAccess | null> {
  if (providerId === ENVIRONMENT_PROVIDER_ID) {
    const isInUse = evenIfOff || (await db().provider.count({ where: { teamId } })) === 0
    return isInUse ? environmentProvider() : null
  }
  const row = await db().provider.findFirst({
    where: { id: providerId, teamId, ...(evenIfOff ? {} : { enabled: true }) },
  })
  if (row === null) return null
  const { openApiKey, ...rest } = toKnown(row)
  return { ...rest, apiKey: openApiKey() }
}
