/**
 * Splits rows into those that are shown and those that arrived on top since: while someone reads, nothing may move
 * under the pointer. `seen` are the ids shown so far; with none of them left everything is shown.
 */
export function holdNewRows<Row extends { id: string }>(
  rows: readonly Row[],
  seen: ReadonlySet<string>,
): { shown: Row[]; held: Row[] } {
  const first = rows.findIndex((row) => seen.has(row.id))
  if (first <= 0) return { shown: [...rows], held: [] }
  return { shown: rows.slice(first), held: rows.slice(0, first) }
}
