/** The most findings that one word can be said about. */
const MOST = 500

type Ids = readonly string[]

/** Adds the finding to the selected ones, or takes it out. */
export function toggleOne(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}

/** Adds all that stand from one row to another, whichever is above; where the first is not listed, the other alone. */
export function selectRange(ids: Ids, selected: ReadonlySet<string>, from: string | null, to: string) {
  const ends = [ids.indexOf(from ?? to), ids.indexOf(to)].sort((a, b) => a - b)
  const [first = -1, last = -1] = ends
  const range = first === -1 ? [to] : ids.slice(first, last + 1)
  return new Set([...selected, ...range].slice(0, MOST))
}

/** Selects all that are listed, as many as can be judged at once; none when they are selected. */
export function toggleAll(ids: Ids, selected: ReadonlySet<string>): Set<string> {
  const all = ids.slice(0, MOST)
  return new Set(all.every((id) => selected.has(id)) ? [] : all)
}

/** How many of the listed ones are selected. */
export function shareSelected(ids: Ids, selected: ReadonlySet<string>): 'all' | 'some' | 'none' {
  const all = ids.slice(0, MOST)
  if (all.length > 0 && all.every((id) => selected.has(id))) return 'all'
  return all.some((id) => selected.has(id)) ? 'some' : 'none'
}
