import 'server-only'
import { z } from 'zod'
import { editTests } from '@/lib/python/edit-tests'

export const MergedTests = z.object({
  source: z.string(),
  /** New names by old ones of what the second file defines (or imports) under a name that the first uses otherwise. */
  renamed: z.record(z.string(), z.string()),
})
export type MergedTests = z.infer<typeof MergedTests>

/**
 * Two test files as one: the first, then what the second adds. Imports are united and grouped, equal definitions stand
 * once, and names of the second that mean something else in the first are renamed. `module`: dotted name of the module
 * under test, whose members are then called by it when one of the files imports it as a whole.
 */
export function mergeTests(
  first: string,
  second: string,
  signal?: AbortSignal,
  module?: string,
): Promise<MergedTests> {
  return editTests({ command: 'merge', first, second, module }, MergedTests, signal)
}
