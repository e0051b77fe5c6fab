import { expect } from 'vitest'
import { AssayError, type ErrorCode } from '@/lib/domain/assay-error'

/** Asserts that a verb refuses with this code, and hands back its error. */
export async function expectRefused(outcome: Promise<unknown>, code: ErrorCode): Promise<AssayError> {
  const error = await outcome.then(
    () => new Error('It was not refused.'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof AssayError)) throw error
  expect(error.code).toBe(code)
  return error
}
