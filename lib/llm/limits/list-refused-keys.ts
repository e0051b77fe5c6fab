import 'server-only'
import { db } from '@/lib/db/db'

/** Those of these providers whose key is known as refused: none of their models is asked until it is replaced or a test passes. */
export async function listRefusedKeys(providerIds: string[]): Promise<Set<string>> {
  const rows = await db().breaker.findMany({
    where: { providerId: { in: providerIds }, state: 'refused', lastOutcome: 'invalid-key' },
    select: { providerId: true },
  })
  return new Set(rows.map(({ providerId }) => providerId))
}
