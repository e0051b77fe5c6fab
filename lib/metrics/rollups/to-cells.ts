import 'server-only'

/** What `readSums` selects: the bucket, the keys in the order of `by`, the figures in that of their names. */
interface Row {
  /** milliseconds since 1970; null: the whole window */
  at: number | null
  keys: (string | null)[]
  figures: number[]
}

/** By hand: a chart has thousands of rows, and a schema takes longer to read them than the database to sum them up. */
function isRow(row: unknown, keyCount: number, figureCount: number): row is Row {
  if (typeof row !== 'object' || row === null || !('at' in row && 'keys' in row && 'figures' in row))
    return false
  const { at, keys, figures } = row
  return (
    (at === null || typeof at === 'number') &&
    Array.isArray(keys) &&
    keys.length === keyCount &&
    keys.every((key) => key === null || typeof key === 'string') &&
    Array.isArray(figures) &&
    figures.length === figureCount &&
    figures.every((figure) => Number.isFinite(figure))
  )
}

/** Rows of `readSums` with their names. Throws when the database answers with something else. */
export function toCells<Dimension extends string, Name extends string>(
  rows: unknown[],
  by: readonly Dimension[],
  names: readonly Name[],
): {
  at: string | null
  keys: Partial<Record<Dimension, string | null>>
  figures: Record<Name, number>
}[] {
  const written = new Map<number, string>()
  return rows.map((row) => {
    if (!isRow(row, by.length, names.length)) throw new Error('The database gave sums of another form.')
    const { at, keys, figures } = row
    if (at !== null && !written.has(at)) written.set(at, new Date(at).toISOString())
    return {
      at: at === null ? null : (written.get(at) ?? null),
      keys: withNames(by, keys),
      figures: withNames(names, figures) as Record<Name, number>,
    }
  })
}

/** An object of values by the names in whose order they came. */
export function withNames<Name extends string, Value>(
  names: readonly Name[],
  values: readonly Value[],
): Partial<Record<Name, Value>> {
  const named: Partial<Record<Name, Value>> = {}
  names.forEach((name, index) => {
    named[name] = values[index]
  })
  return named
}
