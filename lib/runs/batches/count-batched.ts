import 'server-only'
import { db } from '@/lib/db/db'
import type { LaunchDetail } from '@/lib/domain/run-list'
import { LEFT_ITEM, OPEN_ITEM } from './item-status'

/** How many calls of a launch went into batches, and how many are back; null: none did. */
export async function countBatched(launchId: string): Promise<LaunchDetail['batch']> {
  const items = await db().batchItem.groupBy({
    by: ['status'],
    where: { launchId, status: { notIn: LEFT_ITEM } },
    _count: true,
    _min: { createdAt: true },
  })
  if (items.length === 0) return null
  const count = (some: typeof items) => some.reduce((sum, { _count }) => sum + _count, 0)
  const open = items.filter(({ status }) => OPEN_ITEM.includes(status))
  const since = open.flatMap(({ _min }) => _min.createdAt ?? []).toSorted((a, b) => a.getTime() - b.getTime())
  return {
    total: count(items),
    answered: count(items.filter(({ status }) => status === 'answered')),
    oldestSince: since[0]?.toISOString() ?? null,
  }
}
