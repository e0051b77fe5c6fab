import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { DataPolicy } from '@/lib/domain/words'
import { findProviderAccess } from './load-providers'
import type { ProviderAccess } from './provider-access'

/**
 * The provider with its key, to be called with a project's code; null when it was removed or switched off. Asks the
 * project's data policy once more: whatever chose this provider, code that may not leave does not. Throws `forbidden`,
 * and `unavailable` when the key does not open.
 */
export async function openProvider(
  { teamId, projectId }: { teamId: string; projectId: string },
  providerId: string,
): Promise<ProviderAccess | null> {
  const [provider, project] = await Promise.all([
    findProviderAccess(teamId, providerId),
    db().project.findFirst({ where: { id: projectId, teamId }, select: { dataPolicy: true } }),
  ])
  if (provider === null) return null
  const policy = DataPolicy.parse(project?.dataPolicy ?? 'no-model')
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
