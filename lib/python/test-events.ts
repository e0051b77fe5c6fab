import 'server-only'
import { z } from 'zod'
import { LineCoverage } from '@/lib/domain/check'
import { parseStorable } from '@/lib/format/storable'
import { TestOutcome } from '@/lib/python/test-run'

const TestEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('expected'), ids: z.array(z.string()) }),
  z.object({ kind: z.literal('start'), id: z.string() }),
  TestOutcome.extend({
    kind: z.literal('result'),
    outcome: z.enum(['passed', 'failed', 'error', 'skipped']),
  }),
  z.object({ kind: z.literal('collect-error'), message: z.string() }),
  z.object({ kind: z.literal('coverage'), coverage: LineCoverage.omit({ path: true }).nullable() }),
  z.object({ kind: z.literal('end'), exitCode: z.number().int() }),
])
export type TestEvent = z.infer<typeof TestEvent>

/** An event that carries this run's nonce, or null for any other line: foreign code prints what it likes. */
export function parseTestEvent(line: string, nonce: string): TestEvent | null {
  if (!line.startsWith(`${nonce} `)) return null
  try {
    const parsed = TestEvent.safeParse(parseStorable(line.slice(nonce.length + 1)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
