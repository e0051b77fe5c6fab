import { z } from 'zod'
import { CheckOutcome } from './words'

/** Coverage of one module by line, 1-based, as the coverage tool reported it. */
export const LineCoverage = z.object({
  path: z.string(),
  executed: z.array(z.number().int()),
  missing: z.array(z.number().int()),
  /** lines with a branch of which only some ways were taken */
  partial: z.array(z.number().int()),
  excluded: z.array(z.number().int()),
  statements: z.number().int(),
  coveredStatements: z.number().int(),
  branches: z.number().int(),
  coveredBranches: z.number().int(),
})
export type LineCoverage = z.infer<typeof LineCoverage>

/** The limit of the sandbox that made foreign code fail; none of them: it failed by itself. */
export const FailureCause = z.enum(['memory', 'exit', 'too-long', 'network'])
export type FailureCause = z.infer<typeof FailureCause>

/** One test's result in one execution. */
export const TestResult = z.object({
  id: z.string(),
  outcome: z.enum(['passed', 'failed', 'error', 'skipped', 'missing']),
  durationMs: z.number(),
  message: z.string().nullable(),
  cause: FailureCause.nullish(),
})
export type TestResult = z.infer<typeof TestResult>

/** A mistake that was planted in the code and that no test noticed. */
export const UnnoticedMistake = z.object({
  line: z.number().int(),
  /** the changed code, shortened */
  before: z.string(),
  after: z.string(),
})
export type UnnoticedMistake = z.infer<typeof UnnoticedMistake>

/** How many planted mistakes the tests noticed; `mutantsKilled` of `mutantsRun` is the mutation score. */
export const MutationFigures = z.object({
  /** mistakes that were tried, one at a time; what time did not suffice for is not counted */
  mutantsRun: z.number().int(),
  /** those that a test noticed, the ones with which the code did not end included */
  mutantsKilled: z.number().int(),
  /** part of them: the code did not end in time */
  mutantsTimedOut: z.number().int(),
  /** how many could have been planted in the lines that the tests run */
  possible: z.number().int(),
  survivors: z.array(UnnoticedMistake),
})
export type MutationFigures = z.infer<typeof MutationFigures>

/** Structured facts of a check; verdicts are computed from these and never from words. */
export const CheckFigures = z.object({
  testsPassed: z.number().int().optional(),
  testsFailed: z.number().int().optional(),
  testsSkipped: z.number().int().optional(),
  tests: z.array(TestResult).optional(),
  coverage: LineCoverage.optional(),
  mutation: MutationFigures.optional(),
  hashSeed: z.number().int().optional(),
  /** how the process ended: by itself, or at which limit */
  ended: z.enum(['exited', 'timeout', 'killed', 'output-limit', 'memory-limit']).optional(),
})
export type CheckFigures = z.infer<typeof CheckFigures>

/** One execution or verification of an output. */
export const CheckRecord = z.object({
  id: z.string(),
  stage: z.string(),
  kind: z.string(),
  outcome: CheckOutcome,
  required: z.boolean(),
  summary: z.string(),
  command: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  durationMs: z.number(),
  sandbox: z.string().nullable(),
  figures: CheckFigures,
  log: z.string().nullable(),
})
export type CheckRecord = z.infer<typeof CheckRecord>
