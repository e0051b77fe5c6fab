import 'server-only'

const MOST_CHARACTERS = 40
/** Letters of all scripts, digits and what stands in names of people and companies; no sign of an address. */
const OTHER_SIGNS = /[^\p{L}\p{M}\p{N} '’&(),.!+-]/gu
/** As in `example.com`; the dot of an initial has a space behind it. */
const DOT_WITHIN = /\.(?=\S)/g

/**
 * A name that somebody gave, for a letter to a stranger: one short line in which no mail program finds an address to open.
 * `otherwise`: where nothing is left of it.
 */
export function cleanName(name: string, otherwise: string): string {
  const signs = name.normalize('NFKC').replace(OTHER_SIGNS, ' ').replace(DOT_WITHIN, ' ')
  const words = signs.replace(/ +/g, ' ').trim()
  if (!/[\p{L}\p{N}]/u.test(words)) return otherwise
  const letters = [...words]
  return letters.length <= MOST_CHARACTERS ? words : `${letters.slice(0, MOST_CHARACTERS).join('').trim()}…`
}
