import 'server-only'
import { db } from '@/lib/db/db'
import { ProviderKind, TierModels } from '@/lib/domain/provider'
import { environmentProvider } from './environment-provider'
import { ANTHROPIC_URL, type ProviderAccess } from './provider-access'
import { openKey } from './seal-key'

/** A provider whose key is opened only when a call is made. */
export type KnownProvider = Omit<ProviderAccess, 'apiKey'> & { openApiKey: () => string | null }

/**
 * The enabled providers of a team, in their order; when it has none at all, the one of the server's environment. A team
 * that has disabled all of its own calls nobody.
 */
export async function loadProviders(teamId: string): Promise<KnownProvider[]> {
  const rows = await db().provider.findMany({
    where: { teamId },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  if (rows.length === 0) {
    const fromEnvironment = environmentProvider()
    if (fromEnvironment === null) return []
    const { apiKey, ...rest } = fromEnvironment
    return [{ ...rest, openApiKey: () => apiKey }]
  }
  return rows
    .filter((row) => row.enabled)
    .map((row) => ({
      id: row.id,
      name: row.name,
      kind: ProviderKind.parse(row.kind),
      baseUrl: row.baseUrl ?? ANTHROPIC_URL,
      isLocal: row.isLocal,
      models: TierModels.parse(row.models),
      openApiKey: () => (row.keyEncrypted === null ? null : openKey(teamId, row.keyEncrypted)),
    }))
}

/** The provider with its key, for a call; null when it was removed or disabled meanwhile. Throws when the key does not open. */
export async function findProviderAccess(teamId: string, providerId: string): Promise<ProviderAccess | null> {
  const found = (await loadProviders(teamId)).find((provider) => provider.id === providerId)
  if (found === undefined) return null
  const { openApiKey, ...rest } = found
  return { ...rest, apiKey: openApiKey() }
}
