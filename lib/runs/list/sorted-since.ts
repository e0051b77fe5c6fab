import 'server-only'
import { db } from '@/lib/db/db'
import type { RunSort } from '@/lib/domain/run-query'
import { SORTED_RUNS } from '@/lib/domain/sorted-runs'

/**
 * From when on runs are sorted by a figure that no index is in the order of: the launch of the last of the newest `most` that
 * match. Null: all of them are. An index by cost would be written with every payment, and each order needs one of its own.
 */
export async function findSortedSince(
  where: object,
  sort: RunSort,
  most: number = SORTED_RUNS,
): Promise<Date | null> {
  if (sort === 'newest' || sort === 'oldest') return null
  const [last, further] = await db().run.findMany({
    where,
    orderBy: { createdAt: 'desc' },
    skip: most - 1,
    take: 2,
    select: { createdAt: true },
  })
  return last === undefined || further === undefined ? null : last.createdAt
}
