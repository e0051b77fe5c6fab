/** Words in a row: "owners, admins and members"; "or" joins the last one otherwise. */
export function formatList(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joint} ${last}`
}
