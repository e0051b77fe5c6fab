import 'server-only'
import { z } from 'zod'
import { editTests } from '@/lib/python/edit-tests'

/**
 * Two test files as one: the first as it is written, then what the second adds. Imports are united, equal
 * definitions stand once, and names of the second that mean something else in the first are renamed.
 */
export function mergeTests(first: string, second: string, signal?: AbortSignal): Promise<string> {
  return editTests({ command: 'merge', first, second }, z.string(), signal)
}
