import 'server-only'
import { z } from 'zod'
import { LineCoverage, TestResult } from '@/lib/domain/check'

export const TestOutcome = TestResult.extend({
  /** The end of the traceback of a test that did not pass. */
  traceback: z.string().nullable(),
})
export type TestOutcome = z.infer<typeof TestOutcome>

/** One execution of a test file against one module. Figures only: what it means is judged elsewhere. */
export const TestRun = z.object({
  /** Null: it was executed. */
  notExecuted: z.enum(['no-sandbox', 'no-python']).nullable(),
  runner: z.enum(['pytest', 'stdlib']),
  /** Every expected test once, in file order; parametrised ones by case. */
  tests: z.array(TestOutcome),
  passed: z.number().int(),
  failed: z.number().int(),
  errors: z.number().int(),
  skipped: z.number().int(),
  /** Expected tests without a believable result. */
  missing: z.number().int(),
  /** Null when the run ended before it could be measured. */
  coverage: LineCoverage.nullable(),
  /** The runner said by itself that it was done, and all its results fit what was expected. */
  complete: z.boolean(),
  /** What went wrong outside of single tests: import errors, lost or forged results, limits. */
  problems: z.array(z.string()),
  exitCode: z.number().int().nullable(),
  /** How the process ended; `exited`, or which limit it met. */
  ended: z.string(),
  command: z.string(),
  durationMs: z.number(),
  sandbox: z.string(),
  hashSeed: z.number().int(),
  /** The end of what the runner and the tests printed. */
  log: z.string(),
})
export type TestRun = z.infer<typeof TestRun>
