import { type ZodType, z } from 'zod'

const known = new WeakMap<ZodType, Record<string, unknown>>()

/** The JSON schema of a stage's output, worked out once for each. */
export function outputSchemaOf(output: ZodType): Record<string, unknown> {
  const before = known.get(output)
  if (before !== undefined) return before
  const { $schema: _dialect, ...schema } = z.toJSONSchema(output)
  known.set(output, schema)
  return schema
}
