/** A name as it can stand in a URL: "Ledger – v2!" → "ledger-v2". Empty when nothing of it can. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
}

/** The first of `base`, `base-2`, `base-3` … that is not taken; `fallback` stands in for an empty base. */
export function freeSlug(base: string, taken: ReadonlySet<string>, fallback: string): string {
  const stem = base === '' ? fallback : base
  if (!taken.has(stem)) return stem
  let number = 2
  while (taken.has(`${stem}-${number}`)) number += 1
  return `${stem}-${number}`
}
