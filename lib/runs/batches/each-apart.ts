import 'server-only'
import { log } from '@/lib/log/log'

/**
 * Does `work` for each, one after the other. What fails with one is logged under its name and keeps no other waiting.
 * Returns how many failed.
 */
export async function eachApart<T>(
  all: readonly T[],
  nameOf: (one: T) => string,
  work: (one: T) => Promise<unknown>,
): Promise<number> {
  let failed = 0
  for (const one of all) {
    try {
      await work(one)
    } catch (error) {
      failed += 1
      log.warn({ err: error, name: nameOf(one) }, 'one of several failed; it is tried again')
    }
  }
  return failed
}
