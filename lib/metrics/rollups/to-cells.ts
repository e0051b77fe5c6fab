import 'server-only'
import { z } from 'zod'

/** What `readSums` selects: the bucket, the keys in the order of `by`, the figures in their schema's. */
const Row = z.object({
  /** milliseconds since 1970; null: the whole window */
  at: z.number().nullable(),
  keys: z.array(z.string().nullable()),
  figures: z.array(z.number()),
})

/** Rows of `readSums` with their names. Throws when the database answers with something else. */
export function toCells<Dimension extends string, Shape extends z.ZodRawShape>(
  rows: unknown[],
  by: readonly Dimension[],
  Figures: z.ZodObject<Shape>,
): {
  at: string | null
  keys: Partial<Record<Dimension, string | null>>
  figures: Record<keyof Shape, number>
}[] {
  const names = Object.keys(Figures.shape)
  return rows.map((row) => {
    const { at, keys, figures } = Row.parse(row)
    return {
      at: at === null ? null : new Date(at).toISOString(),
      keys: withNames(by, keys),
      figures: withNames(names, figures) as Record<keyof Shape, number>,
    }
  })
}

/** An object of values by the names in whose order they came. */
export function withNames<Name extends string, Value>(
  names: readonly Name[],
  values: readonly Value[],
): Partial<Record<Name, Value>> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Partial<Record<Name, Value>>
}
