import 'server-only'
import { z } from 'zod'
import { editTests } from '@/lib/python/edit-tests'

export const ListedTests = z.object({
  /** Empty when the file does not parse. */
  tests: z.array(
    z.object({
      /** `test_name`, or `TestClass::test_name` */
      id: z.string(),
      /** It holds an assert, pytest.raises, self.assert… or calls a helper of the file that does. */
      hasAssertion: z.boolean(),
      /** With its decorators and the comments above it; 1-based, inclusive. */
      startLine: z.number().int(),
      endLine: z.number().int(),
    }),
  ),
  syntaxError: z.object({ line: z.number().int(), message: z.string() }).nullable(),
})
export type ListedTests = z.infer<typeof ListedTests>

/** The tests of a file as pytest would collect them, read without running it. */
export function listTests(testSource: string, signal?: AbortSignal): Promise<ListedTests> {
  return editTests({ command: 'list', source: testSource }, ListedTests, signal)
}
