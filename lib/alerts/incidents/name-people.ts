import 'server-only'
import { db } from '@/lib/db/db'

/** Names of people by id; null ids are left out. */
export async function namePeople(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.flatMap((id) => id ?? []))]
  if (known.length === 0) return new Map()
  const people = await db().user.findMany({ where: { id: { in: known } }, select: { id: true, name: true } })
  return new Map(people.map(({ id, name }) => [id, name]))
}
