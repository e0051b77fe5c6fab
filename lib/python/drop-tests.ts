import 'server-only'
import { z } from 'zod'
import { editTests } from '@/lib/python/edit-tests'

/**
 * The file without the named tests; everything else stays as it is written. The id of one case
 * (`test_a[1]`) drops the whole test, a class that loses all its members goes, unknown ids do nothing.
 */
export function dropTests(testSource: string, ids: string[], signal?: AbortSignal): Promise<string> {
  return editTests({ command: 'drop', source: testSource, ids }, z.string(), signal)
}
