import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import { AssayError } from '@/lib/domain/assay-error'
import { DataPolicy } from '@/lib/domain/words'
import { accessOf, providerColumns } from './load-providers'
import type { ProviderAccess } from './provider-access'

const Policy = z.object({ dataPolicy: DataPolicy.nullable() })

/** SQL: the columns that `openedProvider` reads, for a statement that asks for more. */
export function openingColumns(
  { teamId, projectId }: { teamId: string; projectId: string },
  providerId: string,
): Sql {
  return sql`${providerColumns(teamId, providerId)},
    (SELECT "dataPolicy" FROM project WHERE id = ${projectId} AND "teamId" = ${teamId}) AS "dataPolicy"`
}

/** As `openProvider`, from a row with its columns. */
export function openedProvider(row: unknown, providerId: string): ProviderAccess | null {
  const provider = accessOf(row, providerId)
  if (provider === null) return null
  const policy = Policy.parse(row).dataPolicy ?? 'no-model'
  if (policy === 'no-model') {
    throw new AssayError('forbidden', 'The project’s data policy allows no model any more.')
  }
  if (policy === 'local-only' && !provider.isLocal) {
    throw new AssayError(
      'forbidden',
      `The project’s code may only go to a local model, and ${provider.name} is none.`,
    )
  }
  return provider
}

/**
 * The provider with its key, to be called with a project's code; null when it was removed or switched off. Asks the
 * project's data policy once more: whatever chose this provider, code that may not leave does not. Throws `forbidden`,
 * and `unavailable` when the key does not open.
 */
export async function openProvider(
  project: { teamId: string; projectId: string },
  providerId: string,
): Promise<ProviderAccess | null> {
  const [row] = await queryOften(sql`SELECT ${openingColumns(project, providerId)}`)
  return openedProvider(row, providerId)
}
