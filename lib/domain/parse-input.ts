import type { z } from 'zod'
import { AssayError } from './assay-error'

/** Input that does not fit its schema, as an expected error with a text per field (dotted path). */
function invalidInput(error: z.ZodError): AssayError {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message
  const text = error.issues[0]?.message ?? 'Check the form.'
  return new AssayError('invalid-input', text, { cause: error, fields })
}

/** Parses what a person sent; throws `invalid-input`. For our own rows use `parse`: there a misfit is a bug. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalidInput(parsed.error)
  return parsed.data
}
