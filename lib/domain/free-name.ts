/** The first of `name`, `name (2)`, `name (3)` … that is not taken, at most `maxLength` long. */
export function freeName(name: string, taken: ReadonlySet<string>, maxLength: number): string {
  const withSuffix = (suffix: string) => `${name.slice(0, maxLength - suffix.length).trimEnd()}${suffix}`
  let candidate = withSuffix('')
  for (let number = 2; taken.has(candidate); number += 1) candidate = withSuffix(` (${number})`)
  return candidate
}
