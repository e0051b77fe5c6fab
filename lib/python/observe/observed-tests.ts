import 'server-only'
import { z } from 'zod'

/** Why a module has no observed tests: a kind for programs, a sentence for people. */
export const NotObserved = z.object({
  kind: z.enum([
    'missing-dependency',
    'import-error',
    'import-timeout',
    'syntax-error',
    'exits-on-import',
    'name-taken',
    'nothing-to-assert',
    'out-of-time',
    'no-sandbox',
    'no-python',
    'cancelled',
    'engine-died',
    'engine-error',
  ]),
  text: z.string(),
})
export type NotObserved = z.infer<typeof NotObserved>

/** What observation did to one function, method, property or constructor. */
export const ObservedFunction = z.object({
  qualifiedName: z.string(),
  kind: z.enum(['function', 'constructor', 'method', 'property', 'setter', 'closure']),
  /** names of the test functions written for it */
  tests: z.array(z.string()),
  /** executable lines of its body, and those that some input reached */
  lines: z.number().int(),
  coveredLines: z.number().int(),
  /** calls that were stopped because they did not end, and those that ended or hung the whole process */
  stoppedCalls: z.number().int(),
  crashes: z.number().int(),
})
export type ObservedFunction = z.infer<typeof ObservedFunction>

export const ObservationStats = z.object({
  targets: z.number().int(),
  /** experiments run, kept by the search, and chosen as tests */
  attempts: z.number().int(),
  found: z.number().int(),
  chosen: z.number().int(),
  /** chosen cases whose outcome was not the same in a second world */
  unstable: z.number().int(),
  /** written tests that did not pass when the file was run */
  dropped: z.number().int(),
  tests: z.number().int(),
  /** times that the code under test ended its process */
  crashes: z.number().int(),
  /** functions and methods that could not be described */
  leftOut: z.number().int(),
  /** true: the search was cut short by the time budget, so another machine may find more */
  outOfTime: z.boolean(),
})
export type ObservationStats = z.infer<typeof ObservationStats>

/** A test file made by observation, or why there is none. */
export const ObservedTests = z.object({
  testSource: z.string().nullable(),
  functions: z.array(ObservedFunction),
  stats: ObservationStats.nullable(),
  reason: NotObserved.nullable(),
  durationMs: z.number(),
})
export type ObservedTests = z.infer<typeof ObservedTests>

/** How far the observation has come. */
export const ObservationProgress = z.object({
  phase: z.enum(['load', 'explore', 'confirm', 'replay']),
  done: z.number().int(),
  total: z.number().int(),
})
export type ObservationProgress = z.infer<typeof ObservationProgress>
