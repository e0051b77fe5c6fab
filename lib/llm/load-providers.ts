import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
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

/** A provider whose key is opened only when a call is made. */
export type KnownProvider = Omit<ProviderAccess, 'apiKey'> & { openApiKey: () => string | null }

const Row = z.object({
  id: z.string(),
  teamId: z.string(),
  name: z.string(),
  kind: ProviderKind,
  baseUrl: z.string().nullable(),
  isLocal: z.boolean(),
  keyEncrypted: z.string().nullable(),
  models: TierModels,
  settings: ProviderSettings,
  limits: ProviderLimits,
  updatedAt: z.string(),
})

const Found = z.object({ ownProvider: Row.nullable(), hasOwn: z.boolean() })
const Own = z.object({ ownProviders: z.array(Row.extend({ enabled: z.boolean() })) })

function toKnown({ teamId, keyEncrypted, baseUrl, updatedAt, ...row }: z.infer<typeof Row>): KnownProvider {
  return {
    ...row,
    version: updatedAt,
    baseUrl: baseUrl ?? defaultAddress(row.kind, row.settings),
    openApiKey: () => (keyEncrypted === null ? null : openKey(teamId, keyEncrypted)),
  }
}

/**
 * The enabled providers of a team, in their order; when it has none at all, the one of the server's environment. A team
 * that has disabled all of its own calls nobody.
 */
export async function loadProviders(teamId: string): Promise<KnownProvider[]> {
  const [row] = await queryOften(sql`SELECT ${providersColumn(teamId)}`)
  return providersOf(row)
}

/** SQL: the column that `providersOf` reads, for a statement that asks for more. */
export function providersColumn(teamId: string): Sql {
  return sql`(SELECT coalesce(json_agg(provider ORDER BY position, "createdAt"), '[]')
    FROM provider WHERE "teamId" = ${teamId}) AS "ownProviders"`
}

/** As `loadProviders`, from a row with its column. */
export function providersOf(row: unknown): KnownProvider[] {
  const rows = Own.parse(row).ownProviders
  if (rows.length > 0) return rows.filter(({ enabled }) => enabled).map(toKnown)
  const fromEnvironment = environmentProvider()
  if (fromEnvironment === null) return []
  const { apiKey, ...rest } = fromEnvironment
  return [{ ...rest, openApiKey: () => apiKey }]
}

/** SQL: the columns that `accessOf` reads, for a statement that asks for more. */
export function providerColumns(teamId: string, providerId: string, { evenIfOff = false } = {}): Sql {
  return sql`
    (SELECT to_json(provider) FROM provider
     WHERE id = ${providerId} AND "teamId" = ${teamId} AND (enabled OR ${evenIfOff}::boolean)) AS "ownProvider",
    EXISTS (SELECT 1 FROM provider WHERE "teamId" = ${teamId}) AS "hasOwn"`
}

/** The provider with its key, from a row with `providerColumns`; null when it is not there. Throws when the key does not open. */
export function accessOf(
  row: unknown,
  providerId: string,
  { evenIfOff = false } = {},
): ProviderAccess | null {
  const { ownProvider, hasOwn } = Found.parse(row)
  if (providerId === ENVIRONMENT_PROVIDER_ID) return evenIfOff || !hasOwn ? environmentProvider() : null
  if (ownProvider === null) return null
  const { openApiKey, ...rest } = toKnown(ownProvider)
  return { ...rest, apiKey: openApiKey() }
}

/**
 * The provider with its key, for a call; null when it was removed or disabled meanwhile. `evenIfOff`: to fetch what it was
 * asked for before it was disabled. Throws when the key does not open.
 */
export async function findProviderAccess(
  teamId: string,
  providerId: string,
  options: { evenIfOff?: boolean } = {},
): Promise<ProviderAccess | null> {
  const [row] = await queryOften(sql`SELECT ${providerColumns(teamId, providerId, options)}`)
  return accessOf(row, providerId, options)
}
