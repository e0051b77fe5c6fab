import 'server-only'
import { LRUCache } from 'lru-cache'
import { db } from '@/lib/db/db'

/** Up to so many runs somebody is taken to wait for the result; larger launches let smaller ones go first. */
export const INTERACTIVE_RUNS = 20

const sizes = new LRUCache<string, number>({ max: 1000 })

/** Does somebody wait for this launch's runs? Its size never changes, so it is read once. */
export async function isInteractive(launchId: string): Promise<boolean> {
  let size = sizes.get(launchId)
  if (size === undefined) {
    const launch = await db().launch.findUniqueOrThrow({
      where: { id: launchId },
      select: { targetCount: true },
    })
    size = launch.targetCount
    sizes.set(launchId, size)
  }
  return size <= INTERACTIVE_RUNS
}
